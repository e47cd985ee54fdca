package io.millrace.kafka.group;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.position.FoundOffset;
import io.millrace.kafka.position.LogPosition;
import io.millrace.kafka.position.PositionLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Compares the committed offsets of a group with where a position lies. */
final class ResetPlanner {

    private final KafkaConnection connection;
    private final GroupLookup groups;
    private final ExistingPartitions existing;
    private final PositionLookup positions;

    ResetPlanner(Admin admin, KafkaConnection connection, GroupLookup groups) {
        this.connection = connection;
        this.groups = groups;
        this.existing = new ExistingPartitions(admin, connection);
        this.positions = new PositionLookup(admin, connection, IsolationLevel.READ_UNCOMMITTED);
    }

    OffsetReset plan(String group, LogPosition position, Collection<PartitionChoice> choices) {
        Map<TopicPartition, Long> committed = groups.committed(group);
        if (choices.isEmpty() && committed.isEmpty()) {
            throw groups.notFound(group);
        }
        List<TopicPartition> partitions =
                choices.isEmpty() ? existing.among(committed.keySet()) : chosen(choices);
        List<OffsetChange> changes = new ArrayList<>();
        Map<TopicPartition, FoundOffset> found = positions.find(partitions, position);
        for (TopicPartition partition : partitions) {
            Long before = committed.get(partition);
            changes.add(
                    new OffsetChange(
                            partition,
                            before == null ? OptionalLong.empty() : OptionalLong.of(before),
                            found.get(partition)));
        }
        return new OffsetReset(group, changes);
    }

    private List<TopicPartition> chosen(Collection<PartitionChoice> choices) {
        Set<String> topics =
                choices.stream().map(PartitionChoice::topic).collect(Collectors.toSet());
        Map<String, Integer> counts = existing.counts(topics);
        Set<TopicPartition> partitions = new TreeSet<>(PartitionOrder.BY_NAME);
        for (PartitionChoice choice : choices) {
            String topic = choice.topic();
            Integer count = counts.get(topic);
            if (count == null) {
                throw KafkaError.TOPIC_NOT_FOUND.exception(topic, connection.bootstrapServers());
            }
            if (choice.partition().isEmpty()) {
                IntStream.range(0, count)
                        .forEach(p -> partitions.add(new TopicPartition(topic, p)));
                continue;
            }
            int partition = choice.partition().getAsInt();
            if (partition >= count) {
                throw KafkaError.PARTITION_NOT_FOUND.exception(partition, topic, count - 1);
            }
            partitions.add(new TopicPartition(topic, partition));
        }
        return List.copyOf(partitions);
    }
}
