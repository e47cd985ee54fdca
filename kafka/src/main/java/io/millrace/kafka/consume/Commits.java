package io.millrace.kafka.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits to the group now and then what has been handed out and flushed, and nothing else: after a
 * crash some records come twice, none is missed. Without a group there is nothing to commit.
 */
final class Commits {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    private final boolean inGroup;
    private final Map<TopicPartition, OffsetAndMetadata> handedOut = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> flushed = new HashMap<>();
    private long last = System.nanoTime();

    Commits(Consumer<?, ?> consumer, boolean inGroup) {
        this.consumer = consumer;
        this.inGroup = inGroup;
    }

    /** Everything of the partition before this offset is handed out. */
    void handedOut(TopicPartition partition, OffsetAndMetadata next) {
        handedOut.put(partition, next);
    }

    /** All that was handed out is where it belongs, so that it may be committed. */
    void flushed() {
        flushed.putAll(handedOut);
        handedOut.clear();
    }

    void commitIfDue() {
        if (System.nanoTime() - last >= INTERVAL.toNanos()) {
            commit();
        }
    }

    void commit() {
        if (inGroup && !flushed.isEmpty()) {
            consumer.commitSync(flushed, LIMIT);
            flushed.clear();
        }
        last = System.nanoTime();
    }

    /** Gives up on partitions that are another member's by now. */
    void forget(Collection<TopicPartition> partitions) {
        flushed.keySet().removeAll(partitions);
    }
}
