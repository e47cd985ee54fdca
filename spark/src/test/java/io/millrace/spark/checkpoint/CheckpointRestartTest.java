package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A query with state goes on where it stopped, whichever class wrote its checkpoint. */
class CheckpointRestartTest {

    private static final String MILLRACES = MillraceCheckpointFiles.class.getName();

    private final SparkSession session = LocalStack.session();
    private final Path checkpoint = LocalStack.newDirectory("checkpoint");
    private final TestTopic topic = TestTopic.create("restart", 3);

    @AfterEach
    void resetSession() {
        session.conf().unset(MillraceCheckpointFiles.SETTING);
    }

    @Test
    void stateGoesOnFromClassToClass() throws Exception {
        topic.send("a", "b", "a");
        assertThat(counts(MILLRACES)).containsExactly(Map.entry("a", 2L), Map.entry("b", 1L));
        assertThat(hiddenFiles()).isZero();

        topic.send("a", "c");
        assertThat(counts(MILLRACES)).containsExactly(Map.entry("a", 3L), Map.entry("c", 1L));

        topic.send("b", "c");
        assertThat(counts(null)).containsExactly(Map.entry("b", 2L), Map.entry("c", 2L));
        assertThat(hiddenFiles()).isPositive();

        topic.send("a", "b");
        assertThat(counts(MILLRACES)).containsExactly(Map.entry("a", 4L), Map.entry("b", 3L));
    }

    /** Runs to the end of what is there; the keys that changed, with their counts. */
    private Map<String, Long> counts(String checkpointFiles) throws Exception {
        session.conf().unset(MillraceCheckpointFiles.SETTING);
        if (checkpointFiles != null) {
            session.conf().set(MillraceCheckpointFiles.SETTING, checkpointFiles);
        }
        Map<String, Long> counts = new TreeMap<>();
        VoidFunction2<Dataset<Row>, Long> gather =
                (batch, id) ->
                        batch.collectAsList()
                                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        session.readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .load()
                .selectExpr("CAST(value AS STRING) AS word")
                .groupBy("word")
                .count()
                .writeStream()
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(gather)
                .start()
                .awaitTermination();
        return counts;
    }

    /** Those that Hadoop writes beside its own, and what was left half written. */
    private long hiddenFiles() throws IOException {
        try (Stream<Path> all = Files.walk(checkpoint)) {
            return all.filter(file -> file.getFileName().toString().startsWith(".")).count();
        }
    }
}
