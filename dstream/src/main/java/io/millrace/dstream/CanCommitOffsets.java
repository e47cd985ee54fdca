package io.millrace.dstream;

import io.millrace.common.PublicApi;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;

/**
 * Can tell the consumer group of its {@code group.id} how far a program has come. A direct stream
 * can: {@code ((CanCommitOffsets) stream.inputDStream()).commitAsync(ranges)}.
 *
 * <p>Commits go out at once, one after the other; what is asked for while one is under way is put
 * together, the highest offset of each partition. When the streaming context stops, all that was
 * asked for is committed first. Thread-safe.
 */
@PublicApi
public interface CanCommitOffsets {

    /** Commits the ends of the ranges. A failure is logged as a warning. */
    void commitAsync(OffsetRange[] offsetRanges);

    /**
     * Commits the ends of the ranges.
     *
     * @param callback called on another thread when they are committed, with all offsets that were
     *     committed together, or when that has failed; may be null
     */
    void commitAsync(OffsetRange[] offsetRanges, OffsetCommitCallback callback);
}
