package io.millrace.kafka;

import io.millrace.kafka.client.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads records with Kafka's own clients and nothing of ours. */
public final class TestRecords {

    private TestRecords() {}

    public static KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Properties properties = TestBroker.shared().connection().clientProperties();
        properties.putAll(settings);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one record; a null text is a null. */
    public static void send(TopicPartition to, Instant timestamp, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.send(record(to, timestamp, key, value));
        }
    }

    /** Sends values without keys, one record each. */
    public static void send(TopicPartition to, String... values) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (String value : values) {
                producer.send(record(to, null, null, value));
            }
        }
    }

    public static ProducerRecord<byte[], byte[]> record(
            TopicPartition to, Instant timestamp, String key, String value) {
        return new ProducerRecord<>(
                to.topic(),
                to.partition(),
                timestamp == null ? null : timestamp.toEpochMilli(),
                bytes(key),
                bytes(value));
    }

    /** Everything that the topic holds now, in the order of partitions and offsets. */
    public static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        return read(TestBroker.shared().connection(), topic, "read_uncommitted");
    }

    /** Everything in it that is not part of a transaction which is open or was aborted. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return committed(TestBroker.shared().connection(), topic);
    }

    /** The same, of another cluster. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(
            KafkaConnection connection, String topic) {
        DecidedTransactions.awaitSeen(connection);
        return read(connection, topic, "read_committed");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConnection connection, String topic, String isolation) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", connection.bootstrapServers());
        properties.put("isolation.level", isolation);
        properties.put("max.poll.records", "100000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<Integer, List<ConsumerRecord<byte[], byte[]>>> found = new TreeMap<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(java.time.Duration.ofMillis(100))
                        .forEach(
                                record ->
                                        found.computeIfAbsent(
                                                        record.partition(), p -> new ArrayList<>())
                                                .add(record));
            }
            return found.values().stream().flatMap(List::stream).toList();
        }
    }

    /** The text of a value or key; null for null. */
    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
