package io.millrace.integration.reliability.proxy;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One broker that producers reach through a proxy, and who checks them past it. */
final class ProxiedBroker implements AutoCloseable {

    private final KafkaCluster cluster;

    ProxiedBroker(Path directory) throws InterruptedException {
        cluster = new KafkaCluster(directory, 1);
    }

    KafkaProxy proxy() {
        return cluster.proxies().get(0);
    }

    String createTopic() throws InterruptedException {
        String topic = "t" + UUID.randomUUID();
        cluster.createTopic(topic, 1);
        return topic;
    }

    KafkaProducer<byte[], byte[]> producer(String transactionalId, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", cluster.proxiedServers());
        all.put("transactional.id", transactionalId);
        all.putAll(settings);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What is committed, as far as the log goes now. */
    List<String> readCommitted(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        cluster.directServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    values.add(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return values;
    }

    /** The committed offsets of a group. */
    Map<TopicPartition, OffsetAndMetadata> offsets(String group) throws Exception {
        return cluster.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
