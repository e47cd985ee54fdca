package io.millrace.integration.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connector in a Spark that has nothing of Millrace but its one jar. */
class PackageTest {

    private static final long FIRST_TIME = 1_700_000_000_000L;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void runsInAPlainSpark(PlainSpark spark) throws Exception {
        try (EmbeddedBroker broker = broker()) {
            create(broker, 1, "clicks", "views");
            try (KafkaProducer<String, String> producer = producer(broker)) {
                for (int i = 0; i < 100; i++) {
                    String value =
                            "{\"page\":\"page-%d\",\"user\":{\"id\":%d}}".formatted(i % 3, i);
                    producer.send(new ProducerRecord<>("clicks", value)).get();
                }
            }

            String output =
                    spark.run(
                            directory,
                            "PageViews.java",
                            broker.bootstrapServers(),
                            directory.resolve("checkpoint").toString());

            assertThat(output)
                    .contains(
                            """
                            +------+-----+------+----------+-------+
                            |  page|count|   key|_partition|_offset|
                            +------+-----+------+----------+-------+
                            |page-0|   34|page-0|         0|""")
                    .containsPattern("\\|page-1\\| {3}33\\|page-1\\| {9}0\\| {6}\\d\\|")
                    .containsPattern("\\|page-2\\| {3}33\\|page-2\\| {9}0\\| {6}\\d\\|");
            // Spark has found the optimizer rule by itself: one column of three is read.
            assertThat(output).containsPattern("MicroBatchScan\\[page#\\d+] millrace\\[clicks]");
        }
    }

    @Test
    void givesWhatSparksOwnSourceGives() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            create(broker, 2, "topic1", "topic2");
            for (String format : List.of("kafka", "millrace")) {
                for (String kind : List.of("", "per-row-", "by-stream-")) {
                    create(broker, 1, "written-" + kind + format);
                }
            }
            try (KafkaProducer<String, String> producer = producer(broker)) {
                for (int i = 0; i < 40; i++) {
                    producer.send(record(i)).get();
                }
            }

            PlainSpark.BESIDE_KAFKA.run(
                    directory,
                    "KafkaExamples.java",
                    broker.bootstrapServers(),
                    directory.toString(),
                    "kafka",
                    "millrace");

            String expected = Files.readString(directory.resolve("kafka"), StandardCharsets.UTF_8);
            assertThat(expected.lines().filter(line -> line.startsWith("== "))).hasSize(20);
            assertThat(directory.resolve("millrace")).hasContent(expected);
        }
    }

    /** Null keys, null values, headers; a second between the records of a partition. */
    private static ProducerRecord<String, String> record(int number) {
        String key = number % 5 == 0 ? null : "key-" + number;
        String value = number % 7 == 0 ? null : "value-" + number;
        ProducerRecord<String, String> record =
                new ProducerRecord<>(
                        "topic" + (1 + number % 2),
                        number / 2 % 2,
                        FIRST_TIME + number / 4 * 1_000L,
                        key,
                        value);
        if (number % 3 == 0) {
            record.headers()
                    .add("number", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
            record.headers().add("number", new byte[] {(byte) 0xff});
        }
        return record;
    }

    private EmbeddedBroker broker() {
        return EmbeddedBroker.start(
                BrokerSettings.in(directory.resolve("broker"))
                        .withServerProperty("log.retention.ms", "-1"));
    }

    private static void create(EmbeddedBroker broker, int partitions, String... topics) {
        try (TopicAdmin admin = new TopicAdmin(broker.connection())) {
            for (String topic : topics) {
                admin.createIfAbsent(TopicOrder.of(topic, partitions));
            }
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
        Properties properties = broker.connection().clientProperties();
        properties.put("compression.type", "lz4");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }
}
