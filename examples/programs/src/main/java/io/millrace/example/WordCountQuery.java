package io.millrace.example;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.window;

import io.millrace.spark.stream.KeyedStream;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.Tuple3;

/**
 * {@link WordCount} in the Dataset API: all counts after each batch, on the console. In SQL: {@code
 * examples/wordcount.sql}.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
public final class WordCountQuery {

    private WordCountQuery() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("word-count").getOrCreate();
        ofAll(Streams.table(spark, arguments[0], arguments[1]))
                .writeStream()
                .outputMode("complete")
                .format("console")
                .option("checkpointLocation", arguments[2])
                .start()
                .awaitTermination();
    }

    static Dataset<Row> words(Dataset<Row> lines) {
        return lines.withColumn("word", explode(split(lower(col("line")), "[^a-z]+")))
                .where(col("word").notEqual(""));
    }

    private static Dataset<String> wordsOnly(Dataset<Row> lines) {
        return words(lines).select("word").as(Encoders.STRING());
    }

    /** Counts of each micro-batch: groups without state are those of one. */
    static Dataset<Row> ofBatch(Dataset<Row> lines) {
        MapFunction<String, String> itself = word -> word;
        MapGroupsFunction<String, String, Tuple2<String, Long>> count =
                (word, all) -> {
                    long number = 0;
                    for (; all.hasNext(); all.next()) {
                        number++;
                    }
                    return new Tuple2<>(word, number);
                };
        return wordsOnly(lines)
                .groupByKey(itself, Encoders.STRING())
                .mapGroups(count, Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
                .toDF("word", "count");
    }

    static Dataset<Row> ofAll(Dataset<Row> lines) {
        return words(lines).groupBy("word").count();
    }

    /**
     * Counts of each minute, moving on every ten seconds.
     *
     * @param lines with a column {@code at}, when the line was written
     */
    static Dataset<Row> ofMinutes(Dataset<Row> lines) {
        return words(lines)
                .withWatermark("at", "10 seconds")
                .groupBy(window(col("at"), "1 minute", "10 seconds"), col("word"))
                .count();
    }

    /**
     * Counts of the last minute, or of another window, by the clock of the engine, with the end of
     * the window. Needs the RocksDB state store.
     */
    static Dataset<Tuple3<String, Long, Instant>> ofLast(
            Duration window, Duration slide, Dataset<Row> lines) {
        return KeyedStream.of(wordsOnly(lines), word -> word, Encoders.STRING())
                .mapValues(word -> 1L, Encoders.LONG())
                .reduceByKeyAndWindow(Long::sum, (sum, old) -> sum - old, window, slide);
    }
}
