package io.millrace.kafka.transaction;

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
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what transactions have left in consumer groups without members, once those under way are
 * over.
 */
public final class StableOffsets {

    /** Longer than brokers let a transaction be open, by default, whose producer has died. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final long PAUSE_MILLIS = 20;
    private static final boolean WHEN_OVER = true;
    private static final boolean AT_ONCE = false;

    private StableOffsets() {}

    /**
     * The offsets of these partitions, by group; of a partition without one nothing.
     *
     * @throws io.millrace.common.error.MillraceException if a transaction does not end
     */
    public static Map<String, Map<TopicPartition, OffsetAndMetadata>> read(
            Admin admin,
            KafkaConnection connection,
            Collection<String> groups,
            Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Map<String, Map<TopicPartition, OffsetAndMetadata>> found = new HashMap<>();
        Set<String> unstable = new HashSet<>(groups);
        while (!unstable.isEmpty()) {
            ListConsumerGroupOffsetsResult answers = ask(admin, unstable, partitions, WHEN_OVER);
            for (String group : Set.copyOf(unstable)) {
                Map<TopicPartition, OffsetAndMetadata> answer =
                        KafkaFailure.await(
                                answers.partitionsToOffsetAndMetadata(group),
                                connection,
                                action(group));
                // Of a partition with an offset in a transaction that is not over, the client
                // says nothing at all; of one without any it says null.
                if (answer.keySet().containsAll(partitions)) {
                    unstable.remove(group);
                    answer.values().removeIf(offset -> offset == null);
                    found.put(group, answer);
                }
            }
            if (!unstable.isEmpty()) {
                pause(connection, unstable.iterator().next(), deadline);
            }
        }
        return found;
    }

    /** The same without waiting: what transactions under way have put there is not among them. */
    static Map<String, Map<TopicPartition, OffsetAndMetadata>> readSoFar(
            Admin admin,
            KafkaConnection connection,
            Collection<String> groups,
            Collection<TopicPartition> partitions) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> found = new HashMap<>();
        ListConsumerGroupOffsetsResult answers = ask(admin, groups, partitions, AT_ONCE);
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> answer =
                    KafkaFailure.await(
                            answers.partitionsToOffsetAndMetadata(group),
                            connection,
                            action(group));
            answer.values().removeIf(offset -> offset == null);
            found.put(group, answer);
        }
        return found;
    }

    private static ListConsumerGroupOffsetsResult ask(
            Admin admin,
            Collection<String> groups,
            Collection<TopicPartition> partitions,
            boolean stable) {
        Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
        for (String group : groups) {
            wanted.put(
                    group,
                    new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions)));
        }
        return admin.listConsumerGroupOffsets(
                wanted, new ListConsumerGroupOffsetsOptions().requireStable(stable));
    }

    private static void pause(KafkaConnection connection, String group, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw KafkaFailure.translate(
                    new TimeoutException("a transaction with offsets of the group is not over"),
                    connection,
                    action(group));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailure.translate(e, connection, action(group));
        }
    }

    private static String action(String group) {
        return "read the offsets of consumer group '" + group + "'";
    }
}
