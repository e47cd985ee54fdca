package io.millrace.integration.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.EmbeddedBroker;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector in a Spark that has nothing of Millrace but its one jar. */
class PackageTest {

    @Test
    void runsInAPlainSpark(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            fill(broker);

            String output = run(broker.bootstrapServers(), directory.resolve("output"));

            assertThat(output).contains("ROWS 100");
            // Spark has found the optimizer rule by itself.
            assertThat(output).containsPattern("MicroBatchScan\\[id#\\d+] millrace\\[in]");
        }
    }

    private static void fill(EmbeddedBroker broker) throws Exception {
        try (Admin admin = broker.connection().openAdmin()) {
            admin.createTopics(
                            Stream.of("in", "out").map(t -> new NewTopic(t, 1, (short) 1)).toList())
                    .all()
                    .get();
            admin.listOffsets(
                            Map.of(
                                    new TopicPartition("in", 0), OffsetSpec.latest(),
                                    new TopicPartition("out", 0), OffsetSpec.latest()))
                    .all()
                    .get();
        }
        Properties properties = broker.connection().clientProperties();
        properties.put("compression.type", "lz4");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 100; i++) {
                String value = "{\"id\":" + i + ",\"name\":\"" + "n".repeat(100) + "\"}";
                producer.send(new ProducerRecord<>("in", value)).get();
            }
        }
    }

    private static String run(String bootstrapServers, Path output) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "conf", "spark-jvm.args"));
        command.addAll(List.of("-cp", classpath(), PlainSparkProgram.class.getName()));
        command.addAll(List.of(bootstrapServers, "in", "out"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(text).isTrue();
        return text;
    }

    /** Spark's own jars as it ships them, the connector's one jar, and the program. */
    private static String classpath() throws Exception {
        List<String> entries = new ArrayList<>();
        entries.add(Path.of("target", "test-classes").toAbsolutePath().toString());
        String connector = null;
        for (String entry :
                System.getProperty("surefire.test.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.matches("millrace-spark-.*-package\\.jar")) {
                connector = entry;
            } else if (name.endsWith(".jar") && !name.matches("(millrace|kafka|lz4).*")) {
                entries.add(entry);
            }
        }
        entries.add(connector);
        try (Stream<Path> jars = Files.list(Path.of("target", "lz4-of-spark"))) {
            jars.forEach(jar -> entries.add(jar.toAbsolutePath().toString()));
        }
        assertThat(Arrays.asList(connector)).doesNotContainNull();
        return String.join(File.pathSeparator, entries);
    }
}
