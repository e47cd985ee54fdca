package io.millrace.dstream;

import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.plan.BatchLimits;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.PartitionLimits;
import io.millrace.kafka.plan.StreamPlanner;
import io.millrace.kafka.topic.TopicSelection;
import java.util.List;

/** The driver's side of a running stream. Thread-safe. */
final class StreamDriver implements AutoCloseable {

    /**
     * What a batch reads.
     *
     * @param end where the stream is after it
     */
    record Batch(StreamPosition end, List<OffsetRange> ranges) {}

    private final StreamPlanner planner;

    StreamDriver(ReadSettings settings, TopicSelection selection) {
        this.planner =
                new StreamPlanner(
                        settings.connection(),
                        selection,
                        settings.fetch().isolation(),
                        settings.onDataLoss());
    }

    synchronized StreamPosition start(StartingPosition position) {
        return planner.start(position);
    }

    synchronized Batch next(
            StreamPosition read, BatchLimits limits, PartitionLimits partitionLimits) {
        StreamPosition available = planner.available(read);
        StreamPosition end = planner.limit(read, available, limits, partitionLimits);
        return new Batch(end, planner.spans(read, end));
    }

    synchronized List<OffsetRange> readable(List<OffsetRange> planned) {
        return planner.readable(planned);
    }

    @Override
    public synchronized void close() {
        planner.close();
    }
}
