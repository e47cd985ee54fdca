package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events that say when they were to be sent: flat JSON of about 220 bytes with the fields sequence,
 * key, event_type, scheduled (microseconds since 1970 UTC), user_id, page_id and ip_address.
 *
 * <p>The keys take turns, and so do the three event types; one in three is a view.
 */
public final class TimedEvents {

    public static final int KEYS = 1_000;
    public static final int EVENTS_PER_VIEW = 3;

    private static final int MICROS_PER_MILLI = 1_000;

    private static final byte[] SEQUENCE = ascii("{\"sequence\":");
    private static final byte[] KEY = ascii(",\"key\":\"");
    private static final byte[] EVENT_TYPE = ascii("\",\"event_type\":\"");
    private static final byte[] SCHEDULED = ascii("\",\"scheduled\":");
    private static final byte[] USER = ascii(",\"user_id\":\"");
    private static final byte[] PAGE = ascii("\",\"page_id\":\"");
    private static final byte[] IP_ADDRESS = ascii("\",\"ip_address\":\"192.0.2.1\"}");

    private static final byte[][] EVENT_TYPES =
            Stream.of("view", "click", "purchase").map(TimedEvents::ascii).toArray(byte[][]::new);

    private static final byte[][] KEY_TEXTS =
            IntStream.range(0, KEYS).mapToObj(key -> ascii("sensor-" + key)).toArray(byte[][]::new);

    private final Draws draws;

    public TimedEvents(long seed) {
        this.draws = new Draws(seed, 0);
    }

    /** The number of the key of an event. */
    public static int keyOf(long event) {
        return (int) (event % KEYS);
    }

    /** The key with this number, as text. */
    public static byte[] key(int number) {
        return KEY_TEXTS[number];
    }

    /** Whether an event is a view. */
    public static boolean isView(long event) {
        return event % EVENTS_PER_VIEW == 0;
    }

    /** Writes an event. */
    public void write(long event, long scheduledMicros, RecordBuffer into) {
        into.begin(scheduledMicros / MICROS_PER_MILLI).put(SEQUENCE).put(event);
        into.put(KEY).put(key(keyOf(event)));
        into.put(EVENT_TYPE).put(EVENT_TYPES[(int) (event % EVENT_TYPES.length)]);
        into.put(SCHEDULED).put(scheduledMicros).put(USER);
        RandomUuid.write(draws.bits(event, 0), draws.bits(event, 1), into);
        into.put(PAGE);
        RandomUuid.write(draws.bits(event, 2), draws.bits(event, 3), into);
        into.put(IP_ADDRESS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
