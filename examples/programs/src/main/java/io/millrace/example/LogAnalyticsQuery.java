package io.millrace.example;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.window;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@link LogAnalytics} in the Dataset API, by the times in the log instead of those of batches. In
 * SQL: {@code examples/access-log.sql}.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for checkpoints.
 */
public final class LogAnalyticsQuery {

    private static final String FORMAT =
            "^(\\S+) \\S+ \\S+ \\[([^]]+)] \"\\S+ ([^ ?\"]+)[^\"]*\" (\\d{3}) (\\d+|-).*";

    private LogAnalyticsQuery() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("log-analytics").getOrCreate();
        Dataset<Row> lines = parsed(Streams.table(spark, arguments[0], arguments[1]));
        show(statuses(lines), arguments[2] + "/statuses");
        show(pages(lines), arguments[2] + "/pages");
        show(bursts(lines), arguments[2] + "/bursts");
        spark.streams().awaitAnyTermination();
    }

    private static void show(Dataset<Row> rows, String checkpoint) throws Exception {
        rows.writeStream()
                .outputMode("update")
                .format("console")
                .option("checkpointLocation", checkpoint)
                .start();
    }

    /** Columns host, at, page, status, bytes; without the lines that are none of a log. */
    static Dataset<Row> parsed(Dataset<Row> lines) {
        return lines.where(col("line").rlike(FORMAT))
                .select(
                        part(1).as("host"),
                        to_timestamp(part(2), "dd/MMM/yyyy:HH:mm:ss Z").as("at"),
                        part(3).as("page"),
                        part(4).cast("int").as("status"),
                        coalesce(part(5).try_cast("bigint"), lit(0L)).as("bytes"))
                .withWatermark("at", "1 minute");
    }

    private static Column part(int number) {
        return regexp_extract(col("line"), FORMAT, number);
    }

    private static Column minute() {
        return window(col("at"), "1 minute");
    }

    static Dataset<Row> statuses(Dataset<Row> lines) {
        return lines.groupBy(minute(), col("status"))
                .agg(count(lit(1)).as("requests"), sum("bytes").as("bytes"));
    }

    /** To be sorted where they are shown: a stream has no last row. */
    static Dataset<Row> pages(Dataset<Row> lines) {
        return lines.groupBy(minute(), col("page")).agg(count(lit(1)).as("requests"));
    }

    static Dataset<Row> bursts(Dataset<Row> lines) {
        return lines.where(col("status").geq(500))
                .groupBy(minute(), col("page"))
                .agg(count(lit(1)).as("errors"))
                .where(col("errors").geq(LogAnalytics.BURST));
    }
}
