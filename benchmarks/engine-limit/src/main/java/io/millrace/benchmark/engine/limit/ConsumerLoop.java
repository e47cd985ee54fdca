package io.millrace.benchmark.engine.limit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a share of the partitions of a topic from beginning to end.
 *
 * @param share which partitions: those whose number leaves this remainder
 * @param shares how many shares there are
 */
record ConsumerLoop(String bootstrapServers, String topic, int share, int shares) {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String POLL_RECORDS = "50000";
    private static final String PARTITION_FETCH_BYTES = Integer.toString(8 << 20);

    /** How many records and how many bytes of values. */
    record Sum(long records, long bytes) {}

    /** Makes nothing of a value: the client knows its length already. */
    private static final class Ignoring implements Deserializer<Void> {
        @Override
        public Void deserialize(String topic, byte[] value) {
            return null;
        }

        @Override
        public Void deserialize(String topic, Headers headers, ByteBuffer value) {
            return null;
        }
    }

    Sum read() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        try (KafkaConsumer<Void, Void> consumer =
                new KafkaConsumer<>(properties, new Ignoring(), new Ignoring())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .filter(partition -> partition.partition() % shares == share)
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private static Sum readToEnd(
            KafkaConsumer<Void, Void> consumer, Map<TopicPartition, Long> ends) {
        long records = 0;
        long bytes = 0;
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            for (ConsumerRecord<Void, Void> record : consumer.poll(POLL)) {
                records++;
                bytes += record.serializedValueSize();
            }
        }
        return new Sum(records, bytes);
    }
}
