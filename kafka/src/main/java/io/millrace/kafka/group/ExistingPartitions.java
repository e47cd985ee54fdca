package io.millrace.kafka.group;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Groups outlive topics: tells the partitions that exist from those that only an offset recalls.
 */
final class ExistingPartitions {

    private final Admin admin;
    private final KafkaConnection connection;

    ExistingPartitions(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.connection = connection;
    }

    /** Those of the partitions that exist, in their order. */
    List<TopicPartition> among(Collection<TopicPartition> partitions) {
        Map<String, Integer> counts =
                counts(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        return partitions.stream()
                .filter(p -> p.partition() < counts.getOrDefault(p.topic(), 0))
                .toList();
    }

    /** How many partitions each topic has; topics that do not exist are left out. */
    Map<String, Integer> counts(Set<String> topics) {
        Map<String, Integer> counts = new HashMap<>();
        admin.describeTopics(TopicCollection.ofTopicNames(topics))
                .topicNameValues()
                .forEach(
                        (topic, answer) -> {
                            int count = count(answer, topic);
                            if (count > 0) {
                                counts.put(topic, count);
                            }
                        });
        return counts;
    }

    private int count(KafkaFuture<TopicDescription> answer, String topic) {
        try {
            return answer.get().partitions().size();
        } catch (InterruptedException | ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw KafkaFailure.translate(e, connection, "describe topic '" + topic + "'");
        }
    }
}
