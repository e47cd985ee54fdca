package io.millrace.kafka.consume;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The ends to stop at; pauses each partition that has reached its own. */
final class EndOffsets {

    private final Map<TopicPartition, Long> ends;

    EndOffsets(Map<TopicPartition, Long> ends) {
        this.ends = new HashMap<>(ends);
    }

    long of(TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
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
