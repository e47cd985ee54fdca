package io.millrace.kafka.position;

import io.millrace.common.PublicApi;
import io.millrace.kafka.offset.LogBounds;

/**
 * The offset that a position came to in one partition.
 *
 * @param wanted what the position said by itself
 * @param bounds what the partition held when asked
 */
@PublicApi
public record FoundOffset(long wanted, LogBounds bounds) {

    /** The offset to use: the wanted one, kept within what the partition holds and its end. */
    public long offset() {
        return Math.max(bounds.first(), Math.min(wanted, bounds.end()));
    }

    /** Whether the partition does not hold what was wanted, so that another offset is used. */
    public boolean moved() {
        return wanted != offset();
    }
}
