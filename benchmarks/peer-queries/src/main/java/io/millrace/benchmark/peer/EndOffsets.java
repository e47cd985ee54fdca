package io.millrace.benchmark.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where a topic ends: of each partition the offset behind its last record. */
public record EndOffsets(Map<Integer, Long> byPartition) {

    /** As of now. */
    public static EndOffsets of(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            Map<Integer, Long> ends = new HashMap<>();
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> ends.put(partition.partition(), end));
            return new EndOffsets(ends);
        }
    }

    /** How many records there are, in a topic that begins at offset 0 everywhere. */
    public long records() {
        return byPartition.values().stream().mapToLong(end -> end).sum();
    }
}
