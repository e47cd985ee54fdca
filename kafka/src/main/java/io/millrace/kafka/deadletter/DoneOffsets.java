package io.millrace.kafka.deadletter;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which offsets of a partition of a dead-letter topic are done. It is kept in a consumer group as
 * the first offset that is not, with those done beyond it in the metadata, counted from there:
 * {@code millrace-redrive/1 3-7,9-10}. Not thread-safe.
 */
final class DoneOffsets {

    private static final String KIND = "millrace-redrive/1 ";

    /** What brokers take by default ({@code offset.metadata.max.bytes}). */
    private static final int MOST_METADATA = 4_096;

    private long floor;

    /** Beyond the floor: begin to end, none touching another. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    static DoneOffsets of(OffsetAndMetadata offset, String group) {
        DoneOffsets done = new DoneOffsets();
        if (offset == null) {
            return done;
        }
        done.floor = offset.offset();
        String text = offset.metadata();
        try {
            if (!text.startsWith(KIND)) {
                throw new IllegalArgumentException("it does not begin with '" + KIND.strip() + "'");
            }
            for (String range : text.substring(KIND.length()).split(",")) {
                if (!range.isEmpty()) {
                    String[] ends = range.split("-", 2);
                    done.add(
                            done.floor + Long.parseLong(ends[0]),
                            done.floor + Long.parseLong(ends[1]));
                }
            }
            return done;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw DeadLetterError.REDRIVE_STATE_UNREADABLE.causedBy(e, text, group, e.getMessage());
        }
    }

    boolean contains(long offset) {
        Map.Entry<Long, Long> range = ranges.floorEntry(offset);
        return offset < floor || (range != null && offset < range.getValue());
    }

    /** Adds offsets, from one (inclusive) to another (exclusive). */
    void add(long from, long until) {
        if (from >= until || until <= floor) {
            return;
        }
        long begin = from;
        long end = until;
        Map.Entry<Long, Long> before = ranges.floorEntry(begin);
        if (before != null && before.getValue() >= begin) {
            begin = before.getKey();
            end = Math.max(end, before.getValue());
        }
        Map.Entry<Long, Long> touched = ranges.ceilingEntry(begin);
        while (touched != null && touched.getKey() <= end) {
            end = Math.max(end, touched.getValue());
            ranges.remove(touched.getKey());
            touched = ranges.ceilingEntry(begin);
        }
        if (begin <= floor) {
            floor = end;
        } else {
            ranges.put(begin, end);
        }
    }

    /** Whether the brokers keep that many ranges. */
    boolean canBeKept() {
        return metadata().length() <= MOST_METADATA;
    }

    OffsetAndMetadata toOffset() {
        return new OffsetAndMetadata(floor, metadata());
    }

    private String metadata() {
        StringBuilder text = new StringBuilder(KIND);
        ranges.forEach(
                (from, until) ->
                        text.append(text.length() == KIND.length() ? "" : ",")
                                .append(from - floor)
                                .append('-')
                                .append(until - floor));
        return text.toString();
    }
}
