package io.millrace.kafka.admin;

import io.millrace.kafka.offset.LogBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** Puts together what several requests tell about one topic. */
final class TopicDescriber {

    private final Admin admin;
    private final TopicAnswers answers;

    TopicDescriber(Admin admin, TopicAnswers answers) {
        this.admin = admin;
        this.answers = answers;
    }

    TopicDetail describe(TopicDescription topic) {
        var bounds = bounds(topic);
        List<PartitionDetail> partitions = new ArrayList<>();
        for (TopicPartitionInfo info : topic.partitions()) {
            partitions.add(
                    new PartitionDetail(
                            info.partition(),
                            info.leader() == null
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(info.leader().id()),
                            ids(info.replicas()),
                            ids(info.isr()),
                            Optional.ofNullable(bounds.get(info.partition()))));
        }
        return new TopicDetail(summary(topic), partitions, configs(topic.name()));
    }

    static TopicSummary summary(TopicDescription topic) {
        return new TopicSummary(
                topic.name(),
                topic.topicId().toString(),
                topic.partitions().size(),
                topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0),
                topic.isInternal());
    }

    /** One sick partition must not hide what there is to say about the others. */
    private Map<Integer, LogBounds> bounds(TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> starts = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicPartitionInfo info : topic.partitions()) {
            if (info.leader() != null) {
                TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                starts.put(partition, OffsetSpec.earliest());
                ends.put(partition, OffsetSpec.latest());
            }
        }
        ListOffsetsResult earliest = admin.listOffsets(starts);
        ListOffsetsResult latest = admin.listOffsets(ends);
        Map<Integer, LogBounds> bounds = new HashMap<>();
        for (TopicPartition partition : starts.keySet()) {
            OptionalLong start = offset(earliest, partition);
            OptionalLong end = offset(latest, partition);
            if (start.isPresent() && end.isPresent()) {
                bounds.put(
                        partition.partition(), new LogBounds(start.getAsLong(), end.getAsLong()));
            }
        }
        return bounds;
    }

    private static OptionalLong offset(ListOffsetsResult result, TopicPartition partition) {
        try {
            return OptionalLong.of(
                    result.partitionResult(partition)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .offset());
        } catch (CompletionException e) {
            if (e.getCause() instanceof KafkaException) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private Map<String, String> configs(String topic) {
        Map<String, String> configs = new HashMap<>();
        for (ConfigEntry entry : settings(topic).entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                    && !entry.isSensitive()) {
                configs.put(entry.name(), entry.value());
            }
        }
        return configs;
    }

    /** Every setting of the topic, made on it or not. */
    Config settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var answer = admin.describeConfigs(List.of(resource)).values().get(resource);
        return answers.await(answer, "read the settings of", topic);
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }
}
