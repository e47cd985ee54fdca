package io.millrace.kafka.plan;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import io.millrace.kafka.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Finds what was lost between a saved position and what the cluster holds now. Pure. */
final class StreamChanges {

    private StreamChanges() {}

    /** Topics and partitions that went, or came back as others. */
    static List<MillraceException> losses(StreamPosition saved, SortedMap<String, Topic> now) {
        List<MillraceException> losses = new ArrayList<>();
        saved.topics()
                .forEach(
                        (name, position) -> {
                            Topic topic = now.get(name);
                            if (topic == null) {
                                losses.add(
                                        DataLoss.TOPIC_DELETED.exception(name, position.topicId()));
                            } else if (!isSame(position, topic)) {
                                losses.add(
                                        DataLoss.TOPIC_RECREATED.exception(
                                                name, position.topicId(), topic.id()));
                            } else {
                                addLostPartitions(losses, name, position, topic);
                            }
                        });
        return losses;
    }

    /** That the topic or the partition of a planned range went, or came back as another. */
    static Optional<MillraceException> loss(OffsetRange planned, SortedMap<String, Topic> now) {
        Topic topic = now.get(planned.partition().topic());
        if (topic == null) {
            return Optional.of(
                    DataLoss.TOPIC_DELETED.exception(
                            planned.partition().topic(), planned.topicId()));
        }
        if (!isSame(Uuid.fromString(planned.topicId()), topic.id())) {
            return Optional.of(
                    DataLoss.TOPIC_RECREATED.exception(
                            topic.name(), planned.topicId(), topic.id()));
        }
        return topic.partitions().contains(planned.partition().partition())
                ? Optional.empty()
                : Optional.of(DataLoss.PARTITION_DELETED.exception(planned.partition()));
    }

    /** Offsets that a partition no longer holds, at either end. */
    static List<MillraceException> losses(
            StreamPosition saved,
            SortedMap<String, Topic> now,
            Map<TopicPartition, LogBounds> bounds) {
        List<MillraceException> losses = new ArrayList<>();
        saved.byPartition()
                .forEach(
                        (partition, from) -> {
                            LogBounds log = bounds.get(partition);
                            Topic topic = now.get(partition.topic());
                            TopicPosition position = saved.topics().get(partition.topic());
                            if (log == null || topic == null || !isSame(position, topic)) {
                                return;
                            }
                            if (from < log.first()) {
                                losses.add(
                                        DataLoss.RECORDS_EXPIRED.exception(
                                                partition, from, log.first()));
                            } else if (from > log.end()) {
                                losses.add(
                                        DataLoss.LOG_TRUNCATED.exception(
                                                partition, from, log.end()));
                            }
                        });
        return losses;
    }

    /** Where a partition of {@code end} begins, as far as the two positions say. */
    static OptionalLong begin(TopicPartition partition, StreamPosition start, StreamPosition end) {
        TopicPosition before = start.topics().get(partition.topic());
        TopicPosition after = end.topics().get(partition.topic());
        if (before != null && isSame(before.topicId(), after.topicId())) {
            return OptionalLong.of(start.next(partition).orElse(0));
        }
        Long begin = after.begin().get(partition.partition());
        return begin == null ? OptionalLong.empty() : OptionalLong.of(begin);
    }

    /**
     * The position after a share of what is available has been read. An end before the beginning is
     * a truncated log: the stream follows it back.
     */
    static StreamPosition advance(
            StreamPosition available,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> shares) {
        TreeMap<String, TopicPosition> ends = new TreeMap<>();
        available
                .topics()
                .forEach(
                        (name, topic) -> {
                            TreeMap<Integer, Long> next = new TreeMap<>();
                            topic.next()
                                    .forEach(
                                            (n, end) -> {
                                                TopicPartition p = new TopicPartition(name, n);
                                                long begin = begins.get(p);
                                                next.put(
                                                        n,
                                                        end <= begin ? end : begin + shares.get(p));
                                            });
                            ends.put(name, new TopicPosition(topic.topicId(), next, topic.begin()));
                        });
        return new StreamPosition(ends);
    }

    /** Whether the saved position is one of this very topic. Brokers without ids always match. */
    static boolean isSame(TopicPosition saved, Topic now) {
        return isSame(saved.topicId(), now.id());
    }

    static boolean isSame(Uuid saved, Uuid now) {
        return saved.equals(now) || saved.equals(Uuid.ZERO_UUID) || now.equals(Uuid.ZERO_UUID);
    }

    private static void addLostPartitions(
            List<MillraceException> losses, String name, TopicPosition position, Topic topic) {
        for (Integer partition : position.next().keySet()) {
            if (!topic.partitions().contains(partition)) {
                losses.add(
                        DataLoss.PARTITION_DELETED.exception(new TopicPartition(name, partition)));
            }
        }
    }
}
