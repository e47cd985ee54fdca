package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens to ads, laid out as in the Yahoo Streaming Benchmark: flat JSON of 220 to 260 bytes
 * with the fields user_id, page_id, ad_id (random UUIDs), ad_type, event_type, event_time
 * (milliseconds since 1970 UTC, as a number) and ip_address.
 *
 * <p>There are 1,000 ads in 100 campaigns of ten. Ten events happen in a millisecond; one in a
 * hundred is late by 1 ms to 8 s. The event time is the timestamp of the record, too.
 */
public final class AdEvents implements RecordSource {

    public static final int ADS = 1_000;
    public static final int CAMPAIGNS = 100;

    /** The time of the first event: 2026-01-01T00:00:00Z. */
    static final long FIRST_TIME = 1_767_225_600_000L;

    static final int EVENTS_PER_MILLISECOND = 10;
    static final int MAX_LATENESS_MILLIS = 8_000;

    private static final int LATE_ONE_IN = 100;
    private static final int OCTET = 0xff;

    private static final byte[] USER = ascii("{\"user_id\":\"");
    private static final byte[] PAGE = ascii("\",\"page_id\":\"");
    private static final byte[] AD = ascii("\",\"ad_id\":\"");
    private static final byte[] AD_TYPE = ascii("\",\"ad_type\":\"");
    private static final byte[] EVENT_TYPE = ascii("\",\"event_type\":\"");
    private static final byte[] EVENT_TIME = ascii("\",\"event_time\":");
    private static final byte[] IP_ADDRESS = ascii(",\"ip_address\":\"");
    private static final byte[] DOT = ascii(".");
    private static final byte[] END = ascii("\"}");

    private static final List<byte[]> AD_TYPES =
            Stream.of("banner", "modal", "sponsored-search", "mail", "mobile")
                    .map(AdEvents::ascii)
                    .toList();

    /** What can happen to an ad. */
    public enum EventType {
        VIEW("view"),
        CLICK("click"),
        PURCHASE("purchase");

        private static final EventType[] ALL = values();

        private final byte[] text;

        EventType(String text) {
            this.text = ascii(text);
        }
    }

    private final long seed;
    private final Draws draws;
    private final List<UUID> ads;
    private final byte[][] adTexts;
    private final List<UUID> campaigns;

    public AdEvents(long seed) {
        this.seed = seed;
        this.draws = new Draws(seed, 0);
        this.ads = uuids(ADS, new Draws(seed, 1));
        this.adTexts = ads.stream().map(ad -> ascii(ad.toString())).toArray(byte[][]::new);
        this.campaigns = uuids(CAMPAIGNS, new Draws(seed, 2));
    }

    @Override
    public String id() {
        return "ad-events-v1-seed" + seed;
    }

    /** The ad_id of an ad. */
    public UUID ad(int ad) {
        return ads.get(ad);
    }

    /** The campaign that an ad belongs to. */
    public UUID campaignOf(int ad) {
        return campaigns.get(ad / (ADS / CAMPAIGNS));
    }

    /** The user_id of an event. */
    public UUID userOf(long event) {
        return RandomUuid.of(draws.bits(event, 4), draws.bits(event, 5));
    }

    /** The number of the ad that an event is about. */
    public int adOf(long event) {
        return draws.below(ADS, event, 0);
    }

    /** What has happened in an event. */
    public EventType typeOf(long event) {
        return EventType.ALL[draws.below(EventType.ALL.length, event, 1)];
    }

    /** When an event has happened, in milliseconds since 1970 UTC. */
    public long timeOf(long event) {
        long onTime = FIRST_TIME + event / EVENTS_PER_MILLISECOND;
        boolean late = draws.below(LATE_ONE_IN, event, 2) == 0;
        return late ? onTime - 1 - draws.below(MAX_LATENESS_MILLIS, event, 3) : onTime;
    }

    @Override
    public void write(long event, RecordBuffer into) {
        write(event, timeOf(event), into);
    }

    /** Writes an event as if it had happened at another time. */
    public void write(long event, long time, RecordBuffer into) {
        into.begin(time).put(USER);
        writeUser(event, into);
        into.put(PAGE);
        writePage(event, into);
        into.put(AD).put(adText(event));
        into.put(AD_TYPE).put(adTypeText(event));
        into.put(EVENT_TYPE).put(eventTypeText(event));
        into.put(EVENT_TIME).put(time);
        into.put(IP_ADDRESS);
        writeAddress(event, into);
        into.put(END);
    }

    void writeUser(long event, RecordBuffer into) {
        RandomUuid.write(draws.bits(event, 4), draws.bits(event, 5), into);
    }

    void writePage(long event, RecordBuffer into) {
        RandomUuid.write(draws.bits(event, 6), draws.bits(event, 7), into);
    }

    byte[] adText(long event) {
        return adTexts[adOf(event)];
    }

    byte[] adTypeText(long event) {
        return AD_TYPES.get(draws.below(AD_TYPES.size(), event, 8));
    }

    byte[] eventTypeText(long event) {
        return typeOf(event).text;
    }

    void writeAddress(long event, RecordBuffer into) {
        long address = draws.bits(event, 9);
        into.put(address & OCTET).put(DOT).put(address >>> 8 & OCTET);
        into.put(DOT).put(address >>> 16 & OCTET).put(DOT).put(address >>> 24 & OCTET);
    }

    int addressLength(long event) {
        long address = draws.bits(event, 9);
        int length = 3 * DOT.length;
        for (int shift = 0; shift < 32; shift += 8) {
            length += RecordBuffer.digits(address >>> shift & OCTET);
        }
        return length;
    }

    private static List<UUID> uuids(int count, Draws draws) {
        return IntStream.range(0, count)
                .mapToObj(i -> RandomUuid.of(draws.bits(i, 0), draws.bits(i, 1)))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
