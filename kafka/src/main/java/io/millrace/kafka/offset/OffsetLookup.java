package io.millrace.kafka.offset;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks the cluster for offsets. */
public final class OffsetLookup {

    private final Admin admin;
    private final KafkaConnection connection;
    private final IsolationLevel isolation;

    /**
     * @param isolation with READ_COMMITTED the end of a partition is its last stable offset, before
     *     the first open transaction
     */
    public OffsetLookup(Admin admin, KafkaConnection connection, IsolationLevel isolation) {
        this.admin = admin;
        this.connection = connection;
        this.isolation = isolation;
    }

    /** The first and the end offset of partitions, asked for at once. */
    public Map<TopicPartition, LogBounds> bounds(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        ListOffsetsResult first = ask(partitions, OffsetSpec.earliest());
        ListOffsetsResult end = ask(partitions, OffsetSpec.latest());
        Map<TopicPartition, LogBounds> bounds = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long firstOffset = await(first, partition).offset();
            bounds.put(partition, new LogBounds(firstOffset, await(end, partition).offset()));
        }
        return bounds;
    }

    /** The first offset of partitions. */
    public Map<TopicPartition, Long> firsts(Collection<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? Map.of()
                : offsets(ask(partitions, OffsetSpec.earliest()), partitions);
    }

    /** The end offset of partitions. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? Map.of()
                : offsets(ask(partitions, OffsetSpec.latest()), partitions);
    }

    /**
     * The same, within a limit that is shorter than the client's own.
     *
     * @throws io.millrace.common.error.MillraceException if not all leaders answer in that time
     */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, Duration limit) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        ListOffsetsOptions options = new ListOffsetsOptions(isolation);
        options.timeoutMs(Math.toIntExact(limit.toMillis()));
        return offsets(ask(partitions, OffsetSpec.latest(), options), partitions);
    }

    /** The first offset whose timestamp is the given one or later; -1 where there is none. */
    public Map<TopicPartition, Long> atTimestamps(Map<TopicPartition, Long> millis) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        millis.forEach((partition, time) -> specs.put(partition, OffsetSpec.forTimestamp(time)));
        return offsets(
                admin.listOffsets(specs, new ListOffsetsOptions(isolation)), millis.keySet());
    }

    /** The committed offsets of a consumer group; partitions without one are left out. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> answer =
                KafkaFailure.await(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        connection,
                        "read the offsets of consumer group '" + group + "'");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach(
                (partition, committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    private ListOffsetsResult ask(Collection<TopicPartition> partitions, OffsetSpec spec) {
        return ask(partitions, spec, new ListOffsetsOptions(isolation));
    }

    private ListOffsetsResult ask(
            Collection<TopicPartition> partitions, OffsetSpec spec, ListOffsetsOptions options) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return admin.listOffsets(specs, options);
    }

    private Map<TopicPartition, Long> offsets(
            ListOffsetsResult result, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(p -> offsets.put(p, await(result, p).offset()));
        return offsets;
    }

    private ListOffsetsResultInfo await(ListOffsetsResult result, TopicPartition partition) {
        return KafkaFailure.await(
                result.partitionResult(partition), connection, "look up offsets of " + partition);
    }
}
