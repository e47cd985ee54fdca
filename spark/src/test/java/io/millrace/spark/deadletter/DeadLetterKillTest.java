package io.millrace.spark.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** The process of a query dies while it writes dead letters; the next one goes on. */
class DeadLetterKillTest {

    private static final int KILLED = 137;
    private static final int RECORDS = 120;

    private final Path checkpoint = LocalStack.newDirectory("checkpoint");

    /**
     * @faults A18
     */
    @Test
    void eachLetterIsThereOnceWhereTheSinkIsAnother() throws Exception {
        TestTopic in = mixed();

        assertThat(run(in, "noop", "deadletter.before.commit=kill@2")).isEqualTo(KILLED);
        assertThat(run(in, "noop", "deadletter.after.commit=kill@2")).isEqualTo(KILLED);
        assertThat(run(in, "noop", "")).isZero();

        assertThat(values(in)).containsExactlyElementsOf(bad());
    }

    /**
     * @faults A18
     */
    @Test
    void eachLetterIsThereOnceAndWithItsRowsWhereTheSinkIsKafka() throws Exception {
        TestTopic in = mixed();
        TestTopic out = TestTopic.create("kill-out", 1);

        assertThat(run(in, out.name(), "sink.task.before.commit=kill@2")).isEqualTo(KILLED);
        assertTogether(in, out);
        assertThat(run(in, out.name(), "sink.task.after.commit=kill@2")).isEqualTo(KILLED);
        assertTogether(in, out);
        assertThat(run(in, out.name(), "")).isZero();

        assertThat(values(in)).containsExactlyElementsOf(bad());
        assertThat(out.values())
                .containsExactlyElementsOf(
                        IntStream.range(0, RECORDS)
                                .filter(i -> i % 4 != 3)
                                .mapToObj(i -> "{\"id\":" + i + "}")
                                .toList());
    }

    /** A batch of 40 records has 30 rows and 10 dead letters, or nothing is there of it. */
    private static void assertTogether(TestTopic in, TestTopic out) {
        int batches = out.values().size() / 30;
        assertThat(out.values()).hasSize(batches * 30);
        assertThat(values(in)).hasSize(batches * 10);
    }

    private static List<String> bad() {
        return IntStream.range(0, RECORDS)
                .filter(i -> i % 4 == 3)
                .mapToObj(i -> "bad " + i)
                .toList();
    }

    private static TestTopic mixed() {
        TestTopic topic = Letters.topic("kill", 1);
        topic.send(
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> i % 4 == 3 ? "bad " + i : "{\"id\":" + i + "}")
                        .toList());
        return topic;
    }

    private static List<String> values(TestTopic source) {
        return Letters.of(source).stream().map(DeadLetter::value).map(TestTopic::text).toList();
    }

    private int run(TestTopic in, String sink, String failpoints) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(
                        argument ->
                                argument.startsWith("--add-") || argument.startsWith("-XX:+Ign"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-Dmillrace.failpoints=" + failpoints,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Query.class.getName(),
                        LocalStack.broker().bootstrapServers(),
                        in.name(),
                        sink,
                        checkpoint.toString()));
        File log = Files.createTempFile("millrace-kill", ".log").toFile();
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(log.toString()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A query that reads all there is in batches of 40 records. */
    static final class Query {

        public static void main(String[] arguments) throws Exception {
            SparkSession session =
                    SparkSession.builder()
                            .master("local[1]")
                            .config("spark.ui.enabled", "false")
                            .config("spark.driver.host", "127.0.0.1")
                            .config("spark.driver.bindAddress", "127.0.0.1")
                            .config(
                                    "spark.datasource.millrace.kafka.bootstrap.servers",
                                    arguments[0])
                            .getOrCreate();
            Map<String, String> options =
                    Map.of(
                            "subscribe", arguments[1],
                            "startingOffsets", "earliest",
                            "maxOffsetsPerTrigger", "40",
                            "value.format", "json",
                            "value.schema", "id INT",
                            "value.malformed", "deadletter");
            DataStreamWriter<?> writer =
                    session.readStream()
                            .format("millrace")
                            .options(options)
                            .load()
                            .writeStream()
                            .option("checkpointLocation", arguments[3])
                            .trigger(Trigger.AvailableNow());
            if (arguments[2].equals("noop")) {
                writer.format("noop");
            } else {
                writer.format("millrace")
                        .option("topic", arguments[2])
                        .option("value.format", "json");
            }
            writer.start().awaitTermination();
        }
    }
}
