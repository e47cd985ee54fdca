package io.millrace.kafka.group;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.position.FoundOffset;
import io.millrace.kafka.position.LogPosition;
import io.millrace.kafka.position.PositionLookup;
import io.millrace.kafka.topic.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Compares the committed offsets of a group with where a position lies. */
final class ResetPlanner {

    private final KafkaConnection connection;
    private final GroupLookup groups;

    ResetPlanner(KafkaConnection connection, GroupLookup groups) {
        this.connection = connection;
        this.groups = groups;
    }

    OffsetReset plan(String group, LogPosition position, Collection<PartitionChoice> choices) {
        Map<TopicPartition, Long> committed = groups.committed(group);
        if (choices.isEmpty() && committed.isEmpty()) {
            throw groups.notFound(group);
        }
        List<TopicPartition> partitions =
                choices.isEmpty() ? groups.existing(committed.keySet()) : chosen(choices);
        List<OffsetChange> changes = new ArrayList<>();
        Map<TopicPartition, FoundOffset> found =
                new PositionLookup(groups.offsets()).find(partitions, position);
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
        Map<String, Topic> topics =
                groups.topics(choices.stream().map(PartitionChoice::topic).toList());
        SortedSet<TopicPartition> partitions = new TreeSet<>(PartitionOrder.BY_NAME);
        for (PartitionChoice choice : choices) {
            String name = choice.topic();
            Topic topic = topics.get(name);
            if (topic == null) {
                throw KafkaError.TOPIC_NOT_FOUND.exception(name, connection.bootstrapServers());
            }
            if (choice.partition().isEmpty()) {
                topic.partitions().forEach(p -> partitions.add(new TopicPartition(name, p)));
                continue;
            }
            int partition = choice.partition().getAsInt();
            if (!topic.partitions().contains(partition)) {
                throw KafkaError.PARTITION_NOT_FOUND.exception(
                        partition, name, topic.partitions().last());
            }
            partitions.add(new TopicPartition(name, partition));
        }
        return List.copyOf(partitions);
    }
}
