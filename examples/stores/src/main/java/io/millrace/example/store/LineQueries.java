package io.millrace.example.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;

import io.millrace.example.Streams;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** {@link LineStreams} in the Dataset API and in SQL. */
final class LineQueries {

    private LineQueries() {}

    /**
     * Starts what the arguments of a program ask for, and waits for its end: the bootstrap servers,
     * the topic, a directory for the checkpoint, the server, and what to store.
     */
    static void run(
            String name,
            String[] arguments,
            VoidFunction2<Dataset<Row>, Long> storeLines,
            VoidFunction2<Dataset<Row>, Long> storeTotals)
            throws StreamingQueryException, TimeoutException {
        SparkSession spark = SparkSession.builder().appName(name).getOrCreate();
        String what = arguments[4];
        named(what, lines(spark, arguments[0], arguments[1]))
                .writeStream()
                .outputMode("update")
                .option("checkpointLocation", arguments[2])
                .foreachBatch(what.startsWith("lines") ? storeLines : storeTotals)
                .start()
                .awaitTermination();
    }

    /** The records of a topic, all of them, with their places, which a view would not have else. */
    static Dataset<Row> lines(SparkSession spark, String brokers, String topic) {
        return Streams.table(spark, brokers, topic)
                .select("_topic", "_partition", "_offset", "line")
                // There are records without a value.
                .where(col("line").isNotNull());
    }

    /** Each line under its place. */
    static Dataset<Row> places(Dataset<Row> lines) {
        return lines.select("_topic", "_partition", "_offset", "line");
    }

    static Dataset<Row> placesInSql(Dataset<Row> lines) {
        lines.createOrReplaceTempView("lines");
        return lines.sparkSession().sql("SELECT _topic, _partition, _offset, line FROM lines");
    }

    /** Each word that is in a micro-batch, with how often it has come until now. */
    static Dataset<Row> totals(Dataset<Row> lines) {
        return lines.select(explode(split(lower(col("line")), " ")).as("word"))
                .where(col("word").notEqual(""))
                .groupBy("word")
                .agg(count(lit(1)).as("total"));
    }

    static Dataset<Row> totalsInSql(Dataset<Row> lines) {
        lines.createOrReplaceTempView("lines");
        return lines.sparkSession()
                .sql(
                        "SELECT word, count(*) AS total"
                                + " FROM (SELECT explode(split(lower(line), ' ')) AS word FROM lines)"
                                + " WHERE word <> '' GROUP BY word");
    }

    private static Dataset<Row> named(String name, Dataset<Row> lines) {
        return switch (name) {
            case "lines" -> places(lines);
            case "lines-in-sql" -> placesInSql(lines);
            case "totals" -> totals(lines);
            case "totals-in-sql" -> totalsInSql(lines);
            default ->
                    throw new IllegalArgumentException(
                            "Cannot store '"
                                    + name
                                    + "': there are lines, lines-in-sql, totals and totals-in-sql.");
        };
    }
}
