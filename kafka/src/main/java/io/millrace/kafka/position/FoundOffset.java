package io.millrace.kafka.position;

import io.millrace.common.PublicApi;

/**
 * The offset that a position came to in one partition.
 *
 * @param wanted what the position said by itself
 * @param range what the partition held when asked
 */
@PublicApi
public record FoundOffset(long wanted, LogRange range) {

    /** The offset to use: the wanted one, kept within what the partition holds. */
    public long offset() {
        return range.clamp(wanted);
    }

    /** Whether the partition does not hold what was wanted, so that another offset is used. */
    public boolean moved() {
        return !range.takes(wanted);
    }
}
