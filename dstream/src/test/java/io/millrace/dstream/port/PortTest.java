package io.millrace.dstream.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** A program for Spark's own Kafka integration, ported by its imports alone. */
class PortTest {

    private static final Path PORTED = Path.of("..", "examples", "WordTotals.java");
    private static final Path PAGE = Path.of("..", "docs", "dstreams.md");

    private final Path directory = LocalStack.newDirectory("port");
    private final TestTopic topic = TestTopic.create("lines", 2);

    @Test
    void differsByImportsOnlyAsThePageShows() throws IOException {
        List<String> original = original();
        List<String> ported = Files.readAllLines(PORTED);
        assertThat(ported).hasSameSizeAs(original);
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (int i = 0; i < ported.size(); i++) {
            if (!ported.get(i).equals(original.get(i))) {
                removed.add("-" + original.get(i));
                added.add("+" + ported.get(i));
            }
        }

        assertThat(removed).hasSize(6).allMatch(line -> line.startsWith("-import "));
        assertThat(added).allMatch(line -> line.startsWith("+import io.millrace.dstream."));
        assertThat(Files.readString(PAGE))
                .contains(String.join("\n", removed) + "\n" + String.join("\n", added) + "\n");
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        topic.sendTo(0, "river mill", "river");
        topic.sendTo(1, "wheel");
        compile();

        try (Program program = new Program()) {
            program.awaitLine("ever {mill=1, river=2, wheel=1}");
            program.awaitLine("last ten seconds {mill=1, river=2, wheel=1}");
            awaitCommitted(2, 1);
        }
        topic.sendTo(1, "mill mill");
        try (Program program = new Program()) {
            program.awaitLine("ever {mill=3, river=2, wheel=1}");
            awaitCommitted(2, 2);
        }
    }

    private void awaitCommitted(long first, long second) throws Exception {
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    admin.listConsumerGroupOffsets("word-totals")
                                                            .partitionsToOffsetAndMetadata()
                                                            .get())
                                            .containsEntry(
                                                    topic.partition(0),
                                                    new OffsetAndMetadata(first))
                                            .containsEntry(
                                                    topic.partition(1),
                                                    new OffsetAndMetadata(second)));
        }
    }

    private void compile() {
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                directory.toString(),
                                PORTED.toString());
        assertThat(result).isZero();
    }

    private static List<String> original() throws IOException {
        try (InputStream in =
                PortTest.class.getResourceAsStream("/port/WordTotals.java.kafka010")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** The ported program in a process of its own; closing it kills it. */
    private final class Program implements AutoCloseable {

        private final Path output;
        private final Process process;

        Program() throws IOException {
            output = Files.createTempFile(directory, "output", ".txt");
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "@" + Path.of("..", "conf", "spark-jvm.args").toAbsolutePath(),
                                    "-Xmx512m",
                                    "-Dspark.master=local[2]",
                                    "-Dspark.ui.enabled=false",
                                    "-Dspark.driver.host=127.0.0.1",
                                    "-Dspark.driver.bindAddress=127.0.0.1",
                                    "-cp",
                                    directory
                                            + java.io.File.pathSeparator
                                            + System.getProperty("java.class.path"),
                                    "WordTotals",
                                    LocalStack.broker().bootstrapServers(),
                                    topic.name(),
                                    directory.resolve("checkpoint").toString())
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
        }

        void awaitLine(String line) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> {
                                assertThat(process.isAlive()).as(() -> read()).isTrue();
                                assertThat(read().lines()).contains(line);
                            });
        }

        private String read() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws Exception {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
