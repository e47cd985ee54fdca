package io.millrace.example;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.window;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
}
