package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Events of which one in ten is sent again, with the same bytes, within ten minutes of event time:
 * flat JSON of about 110 bytes with the fields event_id (a random UUID), event_time (milliseconds
 * since 1970 UTC) and amount (a whole number of at most 31 bits).
 *
 * <p>Ten records are sent in a millisecond. An event may be repeated more than once, each time
 * within ten minutes of the first.
 */
public final class RepeatedEvents implements RecordSource {

    private static final int RECORDS_PER_MILLISECOND = 10;

    /** One record of each ten in a row is a repetition. */
    private static final int BLOCK = 10;

    /** Ten minutes, less a block at either end. */
    private static final int FARTHEST_BLOCKS =
            10 * 60 * 1_000 * RECORDS_PER_MILLISECOND / BLOCK - 2;

    private static final byte[] ID = ascii("{\"event_id\":\"");
    private static final byte[] TIME = ascii("\",\"event_time\":");
    private static final byte[] AMOUNT = ascii(",\"amount\":");
    private static final byte[] END = ascii("}");

    private final long seed;
    private final Draws draws;
    private final Draws blocks;

    public RepeatedEvents(long seed) {
        this.seed = seed;
        this.draws = new Draws(seed, 5);
        this.blocks = new Draws(seed, 6);
    }

    @Override
    public String id() {
        return "repeated-events-v1-seed" + seed;
    }

    /** The number of the record that was the first to tell of the same event: mostly its own. */
    public long firstOf(long record) {
        long block = record / BLOCK;
        if (block == 0 || record % BLOCK != repetitionIn(block)) {
            return record;
        }
        int farthest = (int) Math.min(block, FARTHEST_BLOCKS);
        long earlier = block - 1 - blocks.below(farthest, block, 1);
        int place = blocks.below(BLOCK - 1, block, 2);
        boolean behind = earlier > 0 && place >= repetitionIn(earlier);
        return earlier * BLOCK + place + (behind ? 1 : 0);
    }

    private int repetitionIn(long block) {
        return blocks.below(BLOCK, block, 0);
    }

    /** The amount in a record. */
    public long amountOf(long record) {
        return draws.bits(firstOf(record), 2) >>> 33;
    }

    /** The event_id in a record. */
    public UUID idOf(long record) {
        long first = firstOf(record);
        return RandomUuid.of(draws.bits(first, 0), draws.bits(first, 1));
    }

    @Override
    public void write(long record, RecordBuffer into) {
        long first = firstOf(record);
        long time = AdEvents.FIRST_TIME + first / RECORDS_PER_MILLISECOND;
        into.begin(time).put(ID);
        RandomUuid.write(draws.bits(first, 0), draws.bits(first, 1), into);
        into.put(TIME).put(time).put(AMOUNT).put(draws.bits(first, 2) >>> 33).put(END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
