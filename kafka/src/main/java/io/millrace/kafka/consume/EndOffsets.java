package io.millrace.kafka.consume;

import io.millrace.kafka.offset.LogBounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The ends to stop at; pauses each partition that has reached its own. */
final class EndOffsets {

    private final Map<TopicPartition, LogBounds> bounds;

    EndOffsets(Map<TopicPartition, LogBounds> bounds) {
        this.bounds = Map.copyOf(bounds);
    }

    long of(TopicPartition partition) {
        LogBounds known = bounds.get(partition);
        return known == null ? Long.MAX_VALUE : known.end();
    }

    /**
     * Whether every partition that the consumer has is at its end. The position tells, not the last
     * record: what a transaction leaves behind at the end of a log is never seen as a record.
     */
    boolean reached(Consumer<?, ?> consumer) {
        Set<TopicPartition> paused = consumer.paused();
        boolean all = true;
        for (TopicPartition partition : consumer.assignment()) {
            if (paused.contains(partition)) {
                continue;
            }
            if (consumer.position(partition) >= of(partition)) {
                consumer.pause(List.of(partition));
            } else {
                all = false;
            }
        }
        return all;
    }
}
