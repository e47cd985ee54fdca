package io.millrace.integration.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector in a Spark that has nothing of Millrace but its one jar. */
class PackageTest {

    @Test
    void runsInAPlainSpark(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            fill(broker);

            String output = run(broker.bootstrapServers(), directory);

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

    private static void fill(EmbeddedBroker broker) throws Exception {
        try (TopicAdmin topics = new TopicAdmin(broker.connection())) {
            topics.createIfAbsent(TopicOrder.of("clicks", 1));
            topics.createIfAbsent(TopicOrder.of("views", 1));
        }
        Properties properties = broker.connection().clientProperties();
        properties.put("compression.type", "lz4");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 100; i++) {
                String value = "{\"page\":\"page-%d\",\"user\":{\"id\":%d}}".formatted(i % 3, i);
                producer.send(new ProducerRecord<>("clicks", value)).get();
            }
        }
    }

    private static String run(String bootstrapServers, Path directory) throws Exception {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "conf", "spark-jvm.args"));
        // What spark-submit would say.
        Map.of(
                        "spark.master", "local[1]",
                        "spark.ui.enabled", "false",
                        "spark.driver.host", "127.0.0.1",
                        "spark.sql.shuffle.partitions", "1")
                .forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", classpath()));
        command.add(Path.of("..", "examples", "PageViews.java").toString());
        command.addAll(List.of(bootstrapServers, directory.resolve("checkpoint").toString()));
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
