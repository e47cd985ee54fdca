package io.millrace.dstream;

import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.kafka.topic.Topic;
import io.millrace.kafka.topic.TopicDirectory;
import io.millrace.kafka.topic.TopicSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Ranges that a user names, compared with what Kafka holds. */
final class FixedRanges {

    private FixedRanges() {}

    /**
     * The same ranges, of the topics that have these names now.
     *
     * @throws io.millrace.common.error.MillraceException if a topic, a partition or offsets are not
     *     there
     */
    static List<io.millrace.kafka.plan.OffsetRange> check(
            ReadSettings settings, List<OffsetRange> named) {
        named.forEach(FixedRanges::requireOrder);
        Set<String> names = named.stream().map(OffsetRange::topic).collect(Collectors.toSet());
        try (Admin admin = settings.connection().openAdmin()) {
            SortedMap<String, Topic> topics =
                    new TopicDirectory(admin, settings.connection())
                            .find(TopicSelection.Subscribe.to(names), TopicDirectory.Absent.FAIL);
            named.forEach(range -> requirePartition(range, topics.get(range.topic())));
            Map<TopicPartition, LogBounds> logs =
                    new OffsetLookup(admin, settings.connection(), settings.fetch().isolation())
                            .bounds(
                                    named.stream()
                                            .map(OffsetRange::topicPartition)
                                            .collect(Collectors.toSet()));
            Map<TopicPartition, LogBounds> written = written(admin, settings, named, logs);
            List<io.millrace.kafka.plan.OffsetRange> ranges = new ArrayList<>();
            for (OffsetRange range : named) {
                report(settings, range, written.get(range.topicPartition()));
                ranges.add(
                        new io.millrace.kafka.plan.OffsetRange(
                                range.topicPartition(),
                                topics.get(range.topic()).id().toString(),
                                range.fromOffset(),
                                range.untilOffset()));
            }
            return ranges;
        }
    }

    /** An open transaction ends what can be read now, and cuts nothing off. */
    private static Map<TopicPartition, LogBounds> written(
            Admin admin,
            ReadSettings settings,
            List<OffsetRange> named,
            Map<TopicPartition, LogBounds> readable) {
        Set<TopicPartition> waiting =
                named.stream()
                        .filter(r -> r.untilOffset() > readable.get(r.topicPartition()).end())
                        .map(OffsetRange::topicPartition)
                        .collect(Collectors.toSet());
        if (waiting.isEmpty()) {
            return readable;
        }
        Map<TopicPartition, LogBounds> bounds = new HashMap<>(readable);
        bounds.putAll(
                new OffsetLookup(admin, settings.connection(), IsolationLevel.READ_UNCOMMITTED)
                        .bounds(waiting));
        return bounds;
    }

    private static void requireOrder(OffsetRange range) {
        if (range.fromOffset() < 0 || range.fromOffset() > range.untilOffset()) {
            throw DStreamError.RANGE_INVALID.exception(
                    range, "a beginning from 0 on that is not behind the end");
        }
    }

    private static void requirePartition(OffsetRange range, Topic topic) {
        if (!topic.partitions().contains(range.partition())) {
            throw KafkaError.PARTITION_NOT_FOUND.exception(
                    range.partition(), topic.name(), topic.partitions().last());
        }
    }

    private static void report(ReadSettings settings, OffsetRange range, LogBounds log) {
        if (range.count() == 0) {
            return;
        }
        if (range.fromOffset() < log.first()) {
            settings.onDataLoss()
                    .report(
                            DataLoss.RECORDS_EXPIRED.exception(
                                    range.topicPartition(), range.fromOffset(), log.first()));
        }
        if (range.untilOffset() > log.end()) {
            settings.onDataLoss()
                    .report(
                            DataLoss.LOG_TRUNCATED.exception(
                                    range.topicPartition(), range.untilOffset(), log.end()));
        }
    }
}
