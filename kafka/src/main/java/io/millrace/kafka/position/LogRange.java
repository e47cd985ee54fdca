package io.millrace.kafka.position;

import io.millrace.common.PublicApi;

/**
 * The offsets that a partition holds.
 *
 * @param earliest the first offset that is still there, inclusive
 * @param latest the end, exclusive: the offset of the next record to come
 */
@PublicApi
public record LogRange(long earliest, long latest) {

    /** The offset itself, or the end of the range that it lies beyond. */
    public long clamp(long offset) {
        return Math.max(earliest, Math.min(offset, latest));
    }

    /** Whether reading may start there; it may at the end, too. */
    public boolean takes(long offset) {
        return offset >= earliest && offset <= latest;
    }
}
