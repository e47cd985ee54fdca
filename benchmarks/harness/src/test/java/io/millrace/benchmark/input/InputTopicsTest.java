package io.millrace.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.common.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker. */
class InputTopicsTest {

    @TempDir private static Path directory;
    private static EmbeddedBroker broker;

    private final List<String> progress = new ArrayList<>();
    private final InputTopics topics = new InputTopics(broker.connection(), progress::add);

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(InputTopic topic) {
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        broker.connection().clientProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(topic.partitions());
            consumer.seekToBeginning(topic.partitions());
            for (int missing = (int) topic.records(); missing > 0; ) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(10))) {
                    partitions.computeIfAbsent(r.partition(), p -> new ArrayList<>()).add(r);
                    missing--;
                }
            }
        }
        return partitions;
    }

    @Test
    void holdTheRecordsOfTheSequenceInTurnAndForever() throws Exception {
        InputTopic topic = new InputTopic(new AdEvents(1), 1_003, Compression.LZ4);

        long bytes = topics.provide(topic);

        assertThat(topic.name()).isEqualTo("ad-events-v1-seed1-1003-lz4");
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions = read(topic);
        RecordBuffer buffer = new RecordBuffer();
        long expectedBytes = 0;
        for (int i = 0; i < 1_003; i++) {
            topic.source().write(i, buffer);
            ConsumerRecord<byte[], byte[]> record = partitions.get(i % 4).get(i / 4);
            assertThat(record.value()).isEqualTo(buffer.value());
            assertThat(record.timestamp()).isEqualTo(buffer.timestamp());
            assertThat(record.key()).isNull();
            expectedBytes += buffer.length();
        }
        assertThat(bytes).isEqualTo(expectedBytes);
        try (Admin admin = broker.connection().openAdmin()) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            assertThat(
                            admin.describeConfigs(List.of(resource))
                                    .all()
                                    .get()
                                    .get(resource)
                                    .get("retention.ms")
                                    .value())
                    .isEqualTo("-1");
        }
    }

    @Test
    void areNotFilledAgainWhenTheyAreComplete() throws Exception {
        InputTopic topic = new InputTopic(new AdEvents(2), 100, Compression.NONE);
        topics.provide(topic);
        progress.clear();

        topics.provide(topic);

        assertThat(progress)
                .containsExactly(
                        "topic ad-events-v1-seed2-100-none is there",
                        "reading topic ad-events-v1-seed2-100-none once");
    }

    @Test
    void areFilledAnewWhenTheyAreNotComplete() throws Exception {
        InputTopic topic = new InputTopic(new AdEvents(3), 100, Compression.NONE);
        topics.provide(topic);
        Properties properties = broker.connection().clientProperties();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), new byte[3])).get();
        }
        progress.clear();

        long bytes = topics.provide(topic);

        assertThat(progress).first().isEqualTo("filling topic ad-events-v1-seed3-100-none");
        RecordBuffer buffer = new RecordBuffer();
        long expected = 0;
        for (int i = 0; i < 100; i++) {
            topic.source().write(i, buffer);
            expected += buffer.length();
        }
        assertThat(bytes).isEqualTo(expected);
    }

    @Test
    void haveABrokerInAProcessOfItsOwn() throws Exception {
        Path data = directory.resolve("other");
        InputTopic topic = new InputTopic(new AdEvents(4), 10, Compression.NONE);
        try (BrokerProcess process = BrokerProcess.start(data, directory.resolve("log"))) {
            new InputTopics(process.connection(), progress::add).provide(topic);
            assertThat(process.cpuSeconds()).isPositive();
            assertThat(process.connection()).isNotEqualTo(broker.connection());
        }
        progress.clear();
        try (BrokerProcess process = BrokerProcess.start(data, directory.resolve("log"))) {
            new InputTopics(process.connection(), progress::add).provide(topic);
        }
        assertThat(progress).first().isEqualTo("topic " + topic.name() + " is there");
    }

    @Test
    void sayWhyTheBrokerDoesNotStart() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        Path log = directory.resolve("failed.log");

        assertThatThrownBy(() -> BrokerProcess.start(file, log))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith("[BROKER_NOT_STARTED] Cannot start the broker: Cannot")
                .hasMessageContaining(file.toString())
                .hasMessageContaining(log.toString());
    }
}
