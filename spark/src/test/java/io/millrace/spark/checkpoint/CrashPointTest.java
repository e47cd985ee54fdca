package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.checkpoint.check.CheckpointReport;
import io.millrace.spark.checkpoint.check.Checkpoints;
import io.millrace.spark.checkpoint.check.Finding;
import io.millrace.spark.state.MillraceStateStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/**
 * A query dies while it writes or deletes a file of its checkpoint, at each step of that, of
 * several files.
 *
 * @faults A2 A10 A12 A13
 */
class CrashPointTest {

    private static final int KILLED = 137;
    private static final int RECORDS = 50;

    private final Path directory = LocalStack.newDirectory("crash");
    private final TestTopic topic = TestTopic.create("crash", 1);

    @Test
    void noHalfFileIsEverSeenAndTheCountsAreRight() throws Exception {
        List<String> words = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            String word = "word-" + i % 7;
            words.add(word);
            expected.merge(word, 1L, Long::sum);
        }
        topic.send(words);
        // The first file of a run is a plan or the id of the query; then come state and commits.
        // Changes of state and, in the background, whole states; old files go after each batch.
        for (String armed :
                List.of(
                        kill(Failpoint.CHECKPOINT_FILE_WRITING, 1),
                        kill(Failpoint.CHECKPOINT_FILE_BEFORE_RENAME, 3),
                        kill(Failpoint.STATE_FILE_WRITING, 1),
                        kill(Failpoint.CHECKPOINT_FILE_AFTER_RENAME, 5),
                        kill(Failpoint.STATE_FILE_AFTER_RENAME, 4),
                        kill(Failpoint.CHECKPOINT_FILE_DELETING, 2))) {
            assertThat(run(armed)).as("%s: %s", armed, log()).isEqualTo(KILLED);
            CheckpointReport report =
                    Checkpoints.report(checkpoint().toString(), new Configuration());
            // The one that died did not say that its batch was done.
            assertThat(report.findings()).as(armed).filteredOn(Finding::isBroken).isEmpty();
        }
        assertThat(run("")).as(log()).isZero();

        assertThat(counts()).isEqualTo(expected);
    }

    private static String kill(Failpoint point, int file) {
        return point.pointName() + "=kill@" + file;
    }

    private Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    private int run(String armed) throws Exception {
        Process process =
                ChildJava.start(
                        List.of("-D" + Failpoint.PROPERTY + "=" + armed),
                        Counter.class,
                        List.of(
                                directory.toString(),
                                LocalStack.broker().bootstrapServers(),
                                topic.name()),
                        directory.resolve("log"));
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private String log() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** A sink that recognises batches: what each wrote, the last time it was done. */
    private Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (Stream<Path> batches = Files.list(directory.resolve("output"))) {
            for (Path batch :
                    batches.sorted(
                                    java.util.Comparator.comparingInt(
                                            f -> Integer.parseInt(f.getFileName().toString())))
                            .toList()) {
                for (String line : Files.readAllLines(batch)) {
                    String[] parts = line.split(" ");
                    counts.put(parts[0], Long.valueOf(parts[1]));
                }
            }
        }
        return counts;
    }

    /** Counts words, a few in each batch, until there are no more. */
    static final class Counter {

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path output = Files.createDirectories(directory.resolve("output"));
            SparkSession session =
                    SparkSession.builder()
                            .master("local[1]")
                            .config("spark.ui.enabled", "false")
                            .config("spark.driver.host", "127.0.0.1")
                            .config("spark.driver.bindAddress", "127.0.0.1")
                            .config("spark.sql.shuffle.partitions", "1")
                            .config("spark.sql.streaming.minBatchesToRetain", "1")
                            .config("spark.sql.streaming.stateStore.minDeltasForSnapshot", "2")
                            .config("spark.sql.streaming.stateStore.maintenanceInterval", "100ms")
                            .config("spark.sql.warehouse.dir", directory + "/warehouse")
                            .config(
                                    MillraceCheckpointFiles.SETTING,
                                    MillraceCheckpointFiles.class.getName())
                            .config(
                                    MillraceStateStoreProvider.SETTING,
                                    MillraceStateStoreProvider.class.getName())
                            .getOrCreate();
            VoidFunction2<Dataset<Row>, Long> write =
                    (batch, id) -> {
                        List<String> lines = new ArrayList<>();
                        batch.collectAsList()
                                .forEach(r -> lines.add(r.getString(0) + " " + r.getLong(1)));
                        Files.write(output.resolve(id.toString()), lines);
                    };
            session.readStream()
                    .format("millrace")
                    .option("kafka.bootstrap.servers", arguments[1])
                    .option("subscribe", arguments[2])
                    .option("startingOffsets", "earliest")
                    .option("maxOffsetsPerTrigger", "5")
                    .load()
                    .selectExpr("CAST(value AS STRING) AS word")
                    .groupBy("word")
                    .count()
                    .writeStream()
                    .outputMode("update")
                    .option("checkpointLocation", directory.resolve("checkpoint").toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch(write)
                    .start()
                    .awaitTermination();
            System.exit(0);
        }
    }
}
