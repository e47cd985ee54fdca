package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer group without members, whose offsets tell what transactions have done. */
record EvidenceGroup(String name) {

    /** Longer than brokers let a transaction be open whose producer has died. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final long PAUSE_MILLIS = 20;

    /** As the producer wants it named; Kafka 5 takes the constructor away (KIP-1136). */
    @SuppressWarnings("removal")
    ConsumerGroupMetadata metadata() {
        return new ConsumerGroupMetadata(name);
    }

    /**
     * The offsets of these partitions that transactions have left, when those under way are over;
     * nothing for a partition without one.
     */
    Map<TopicPartition, OffsetAndMetadata> offsets(
            Admin admin, KafkaConnection connection, Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Set<TopicPartition> unknown = new HashSet<>(partitions);
        while (!unknown.isEmpty()) {
            // Of a partition with an offset in an open transaction the client says nothing at all.
            Map<TopicPartition, OffsetAndMetadata> answer = ask(admin, connection, unknown);
            answer.forEach(
                    (partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset);
                        }
                    });
            unknown.removeAll(answer.keySet());
            if (!unknown.isEmpty()) {
                pause(connection, deadline);
            }
        }
        return offsets;
    }

    private Map<TopicPartition, OffsetAndMetadata> ask(
            Admin admin, KafkaConnection connection, Set<TopicPartition> partitions) {
        ListConsumerGroupOffsetsSpec spec =
                new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions));
        return KafkaFailure.await(
                admin.listConsumerGroupOffsets(
                                Map.of(name, spec),
                                new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(name),
                connection,
                action());
    }

    private void pause(KafkaConnection connection, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw KafkaFailure.translate(
                    new TimeoutException("a transaction with offsets of the group is not over"),
                    connection,
                    action());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailure.translate(e, connection, action());
        }
    }

    private String action() {
        return "read the offsets of consumer group '" + name + "'";
    }
}
