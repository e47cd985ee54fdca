package io.millrace.dstream;

import io.millrace.common.PublicApi;
import io.millrace.kafka.topic.TopicSelection;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * The ways to say which topics a stream reads and where it begins. A partition is begun at the
 * offset that is given for it; or else where the consumer group of {@code group.id} stands; or else
 * where {@code auto.offset.reset} says, which is {@code latest} unless set. Partitions that come
 * while the stream runs are read from their first record on.
 *
 * <p>The parameters are those of a Kafka consumer. {@code isolation.level} is {@code
 * read_committed} unless set; {@code enable.auto.commit} may not be true.
 */
@PublicApi
public final class ConsumerStrategies {

    private ConsumerStrategies() {}

    /** All partitions of these topics, those that are added later too. */
    public static <K, V> ConsumerStrategy<K, V> Subscribe(
            Collection<String> topics, Map<String, Object> kafkaParams) {
        return Subscribe(topics, kafkaParams, Map.of());
    }

    /** The same, beginning at these offsets. */
    public static <K, V> ConsumerStrategy<K, V> Subscribe(
            Collection<String> topics,
            Map<String, Object> kafkaParams,
            Map<TopicPartition, Long> offsets) {
        return new ConsumerStrategy<>(TopicSelection.Subscribe.to(topics), kafkaParams, offsets);
    }

    /** All partitions of every topic whose whole name matches, those that are created later too. */
    public static <K, V> ConsumerStrategy<K, V> SubscribePattern(
            Pattern pattern, Map<String, Object> kafkaParams) {
        return SubscribePattern(pattern, kafkaParams, Map.of());
    }

    /** The same, beginning at these offsets. */
    public static <K, V> ConsumerStrategy<K, V> SubscribePattern(
            Pattern pattern, Map<String, Object> kafkaParams, Map<TopicPartition, Long> offsets) {
        return new ConsumerStrategy<>(
                new TopicSelection.SubscribePattern(PatternFlags.inline(pattern)),
                kafkaParams,
                offsets);
    }

    /** Exactly these partitions. */
    public static <K, V> ConsumerStrategy<K, V> Assign(
            Collection<TopicPartition> topicPartitions, Map<String, Object> kafkaParams) {
        return Assign(topicPartitions, kafkaParams, Map.of());
    }

    /** The same, beginning at these offsets. */
    public static <K, V> ConsumerStrategy<K, V> Assign(
            Collection<TopicPartition> topicPartitions,
            Map<String, Object> kafkaParams,
            Map<TopicPartition, Long> offsets) {
        TreeMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        for (TopicPartition partition : topicPartitions) {
            partitions
                    .computeIfAbsent(partition.topic(), topic -> new TreeSet<>())
                    .add(partition.partition());
        }
        return new ConsumerStrategy<>(new TopicSelection.Assign(partitions), kafkaParams, offsets);
    }
}
