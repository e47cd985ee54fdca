package io.millrace.spark.source;

import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.plan.BatchLimits;
import io.millrace.kafka.plan.BatchRate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;

/**
 * Measures micro-batches, from the answer that planned them until Spark reports the progress that
 * ends at the same position, and limits the next one accordingly. Only what was planned in this run
 * is measured: a batch that is repeated after a restart is not.
 */
final class BatchPace {

    private record Batch(StreamPosition end, long offsets, Instant began) {}

    private final Optional<BatchRate> rate;
    private final InstantSource clock;
    private Batch running;

    BatchPace(ReadLimit limit, InstantSource clock) {
        this.rate = StreamLimits.paced(limit).map(BatchRate::new);
        this.clock = clock;
    }

    /** The limits of the next batch. */
    BatchLimits limits(ReadLimit batchLimit) {
        BatchLimits limits = StreamLimits.most(batchLimit);
        return rate.isPresent() && StreamLimits.paced(batchLimit).isPresent()
                ? limits.withOffsetsUpTo(rate.get().nextBatch())
                : limits;
    }

    /** A batch was planned that reads so many offsets. */
    void planned(StreamPosition end, long offsets) {
        running = new Batch(end, offsets, clock.instant());
    }

    /** All until a position is done. */
    void finished(StreamPosition end) {
        if (running != null && running.end.equals(end)) {
            Duration took = Duration.between(running.began, clock.instant());
            rate.ifPresent(r -> r.finished(running.offsets, took));
            running = null;
        }
    }

    /** Records per second as batches are cut now, if they are paced. */
    Optional<Long> perSecond() {
        return rate.map(r -> Math.round(r.perSecond()));
    }
}
