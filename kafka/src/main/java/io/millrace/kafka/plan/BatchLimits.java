package io.millrace.kafka.plan;

import java.util.OptionalLong;

/**
 * How much one micro-batch may read. All limits that are given hold at once; a batch reads one
 * record at the least if there is one.
 *
 * @param offsets offsets in all
 * @param bytes bytes in all, by what records of each partition weigh on average
 * @param offsetsPerPartition offsets of each partition
 */
public record BatchLimits(
        OptionalLong offsets, OptionalLong bytes, OptionalLong offsetsPerPartition) {

    public static final BatchLimits NONE =
            new BatchLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public boolean isNone() {
        return equals(NONE);
    }

    /** The same with no more offsets in all than this. */
    public BatchLimits withOffsetsUpTo(long most) {
        return new BatchLimits(
                OptionalLong.of(Math.min(most, offsets.orElse(Long.MAX_VALUE))),
                bytes,
                offsetsPerPartition);
    }
}
