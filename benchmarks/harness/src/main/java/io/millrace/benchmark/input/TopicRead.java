package io.millrace.benchmark.input;

import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Reads a topic once, so that no engine is the first for whom it comes from the disk. */
final class TopicRead {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String FETCH_BYTES = Integer.toString(8 << 20);
    private static final String POLL_RECORDS = "50000";

    private TopicRead() {}

    /** The number of bytes of all values. */
    static long valueBytes(KafkaConnection connection, List<TopicPartition> partitions) {
        Properties properties = connection.clientProperties();
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        try (KafkaConsumer<?, ?> consumer =
                new KafkaConsumer<>(
                        properties, new ByteBufferDeserializer(), new ByteBufferDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long bytes = 0;
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<?, ?> record : consumer.poll(POLL)) {
                    bytes += record.serializedValueSize();
                }
            }
            return bytes;
        }
    }
}
