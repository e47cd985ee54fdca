package io.millrace.integration.reliability.simulation;

import io.millrace.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** The embedded broker, with a topic for each script. */
final class RealCluster implements Cluster {

    private static final Set<TransactionState> DECIDED =
            EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final EmbeddedBroker broker;
    private final Admin admin;
    private String topic;

    RealCluster(Path directory) {
        broker = EmbeddedBroker.start(directory);
        admin = broker.connection().openAdmin();
    }

    /** Makes a topic for the next script. */
    void createTopic() {
        topic = "script-" + UUID.randomUUID();
        get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Producer<byte[], byte[]> producer(String id) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        topic + id,
                        "max.block.ms",
                        "20000");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A broker answers a commit when it is decided, a moment before readers see it. */
    private void awaitDecidedToBeSeen() {
        Awaitility.await()
                .until(
                        () ->
                                get(admin.listTransactions().all()).stream()
                                        .map(TransactionListing::state)
                                        .noneMatch(DECIDED::contains));
    }

    @Override
    public List<String> committed() {
        awaitDecidedToBeSeen();
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed");
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

    @Override
    public Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    @Override
    public void fence(String id) {
        get(admin.fenceProducers(List.of(topic + id)).all());
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }
}
