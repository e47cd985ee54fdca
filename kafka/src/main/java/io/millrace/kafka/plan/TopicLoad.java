package io.millrace.kafka.plan;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.topic.Topic;
import io.millrace.kafka.topic.TopicDirectory;
import io.millrace.kafka.topic.TopicDirectory.Absent;
import io.millrace.kafka.topic.TopicSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * What is written to a topic, by the timestamps of its records, and how it is spread.
 *
 * @param topic its name
 * @param recent how many offsets of each partition are from the window before the look
 * @param window how long that was
 * @param recordBytes what a record takes on the disks of the brokers, on average over all that the
 *     topic holds; absent if it is empty or the brokers do not tell
 */
public record TopicLoad(
        String topic, Map<Integer, Long> recent, Duration window, OptionalDouble recordBytes) {

    public TopicLoad {
        recent = new TreeMap<>(recent);
    }

    /**
     * Looks at a topic.
     *
     * @throws io.millrace.common.error.MillraceException if the topic is not there or cannot be
     *     looked at
     */
    public static TopicLoad of(
            KafkaConnection connection, String topic, Duration window, Instant now) {
        try (Admin admin = connection.openAdmin()) {
            Topic found =
                    new TopicDirectory(admin, connection)
                            .find(TopicSelection.Subscribe.to(List.of(topic)), Absent.FAIL)
                            .get(topic);
            Set<TopicPartition> partitions =
                    found.partitions().stream()
                            .map(n -> new TopicPartition(topic, n))
                            .collect(Collectors.toSet());
            OffsetLookup lookup =
                    new OffsetLookup(admin, connection, IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, LogBounds> bounds = lookup.bounds(partitions);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(p -> times.put(p, now.minus(window).toEpochMilli()));
            Map<Integer, Long> recent = new HashMap<>();
            lookup.atTimestamps(times)
                    .forEach(
                            (partition, offset) ->
                                    recent.put(
                                            partition.partition(),
                                            offset < 0 ? 0 : bounds.get(partition).end() - offset));
            return new TopicLoad(
                    topic, recent, window, recordBytes(admin, connection, partitions, bounds));
        }
    }

    private static OptionalDouble recordBytes(
            Admin admin,
            KafkaConnection connection,
            Set<TopicPartition> partitions,
            Map<TopicPartition, LogBounds> bounds) {
        try {
            long bytes =
                    new LogSizes(admin)
                            .find(partitions).values().stream().mapToLong(Long::longValue).sum();
            long records = bounds.values().stream().mapToLong(log -> log.end() - log.first()).sum();
            return bytes == 0 || records == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) bytes / records);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaError.INTERRUPTED.causedBy(
                    e, "ask for the sizes of logs", connection.bootstrapServers());
        }
    }

    /** How many partitions there are. */
    public int partitions() {
        return recent.size();
    }

    /** How many records are written each second, in all. */
    public double recordsPerSecond() {
        return total() / (window.toMillis() / 1_000.0);
    }

    private long total() {
        return recent.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The partition that gets more than twice its share, if one does. Of few records nothing is
     * concluded.
     */
    public OptionalInt crowded() {
        long total = total();
        if (total < 100L * partitions()) {
            return OptionalInt.empty();
        }
        return recent.entrySet().stream()
                .filter(partition -> partition.getValue() * partitions() > 2 * total)
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** What part of the records a partition gets, from 0 to 1. */
    public double share(int partition) {
        return (double) recent.get(partition) / Math.max(1, total());
    }
}
