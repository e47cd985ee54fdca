package io.millrace.spark.checkpoint.check;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** A query that counts words, two records in each batch, from a checkpoint of its own. */
public final class RunningCounts {

    private final SparkSession session = LocalStack.session();
    private final TestTopic topic = TestTopic.create("counted", 1);
    private final Path checkpoint;

    /** The last count of each word that a sink has seen which keeps the last. */
    private final Map<String, Long> counts = new TreeMap<>();

    public RunningCounts() {
        this(LocalStack.newDirectory("counted"));
    }

    public RunningCounts(Path checkpoint) {
        this.checkpoint = checkpoint;
    }

    public TestTopic topic() {
        return topic;
    }

    public Path checkpoint() {
        return checkpoint;
    }

    public Map<String, Long> counts() {
        return counts;
    }

    public RunningCounts send(String... words) {
        topic.send(words);
        return this;
    }

    /** Runs to the end of what is there. */
    public RunningCounts run() throws Exception {
        session.conf()
                .set(MillraceCheckpointFiles.SETTING, MillraceCheckpointFiles.class.getName());
        VoidFunction2<Dataset<Row>, Long> keep =
                (batch, id) ->
                        batch.collectAsList()
                                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        try {
            session.readStream()
                    .format("millrace")
                    .option("subscribe", topic.name())
                    .option("startingOffsets", "earliest")
                    .option("maxOffsetsPerTrigger", "2")
                    .load()
                    .selectExpr("CAST(value AS STRING) AS word")
                    .groupBy("word")
                    .count()
                    .writeStream()
                    .outputMode("update")
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch(keep)
                    .start()
                    .awaitTermination();
        } finally {
            session.conf().unset(MillraceCheckpointFiles.SETTING);
        }
        return this;
    }
}
