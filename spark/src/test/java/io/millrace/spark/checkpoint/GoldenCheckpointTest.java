package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.checkpoint.check.CheckpointReport;
import io.millrace.spark.checkpoint.check.Checkpoints;
import io.millrace.spark.checkpoint.check.RunningCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints of every version that was released can be gone on from. Topics are others now, so
 * their names and ids are put in where the file has {@code TOPIC_NAME} and {@code TOPIC_ID}. With
 * {@code -Dmillrace.golden.write} the checkpoint of this version is written.
 *
 * @faults E12
 */
class GoldenCheckpointTest {

    private static final Path GOLDEN = Path.of("src/test/resources/compat/checkpoint-0.1.0");
    private static final String[] RECORDS = {"a", "b", "a", "c", "a"};

    @Test
    void goesOnFromTheFirstVersion() throws Exception {
        if (System.getProperty("millrace.golden.write") != null) {
            write();
        }
        RunningCounts query = new RunningCounts().send(RECORDS);
        copy(
                GOLDEN,
                query.checkpoint(),
                "TOPIC_NAME",
                query.topic().name(),
                "TOPIC_ID",
                query.topic().id());

        CheckpointReport report =
                Checkpoints.report(query.checkpoint().toString(), new Configuration());
        assertThat(report.findings()).isEmpty();
        assertThat(report.queryId()).isPresent();
        assertThat(report.committed()).hasValue(2);
        query.send("a", "c", "d").run();

        assertThat(query.counts()).isEqualTo(Map.of("a", 4L, "c", 2L, "d", 1L));
    }

    private static void write() throws Exception {
        RunningCounts query =
                new RunningCounts(LocalStack.newDirectory("golden")).send(RECORDS).run();
        copy(
                query.checkpoint(),
                GOLDEN,
                query.topic().name(),
                "TOPIC_NAME",
                query.topic().id(),
                "TOPIC_ID");
    }

    /** Copies files; in those that hold text, replaces names. */
    private static void copy(
            Path from, Path to, String name, String newName, String id, String newId)
            throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                byte[] content = Files.readAllBytes(file);
                boolean text = !file.toString().contains("/state/");
                Files.write(
                        target,
                        text
                                ? new String(content, StandardCharsets.UTF_8)
                                        .replace(name, newName)
                                        .replace(id, newId)
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
    }
}
