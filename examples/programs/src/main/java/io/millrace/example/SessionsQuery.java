package io.millrace.example;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.session_window;
import static org.apache.spark.sql.functions.split_part;
import static org.apache.spark.sql.functions.timestamp_millis;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@link Sessions} in the Dataset API, where a session ends by the times of events, and events may
 * come out of order. In SQL: {@code examples/sessions.sql}.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
public final class SessionsQuery {

    private SessionsQuery() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("sessions").getOrCreate();
        ended(Streams.table(spark, arguments[0], arguments[1]))
                .writeStream()
                .format("console")
                .option("checkpointLocation", arguments[2])
                .start()
                .awaitTermination();
    }

    static Dataset<Row> ended(Dataset<Row> lines) {
        return lines.select(
                        part(1).as("user"),
                        timestamp_millis(part(2).cast("bigint")).as("at"),
                        part(3).as("page"))
                .withWatermark("at", "1 minute")
                .groupBy(session_window(col("at"), "30 minutes"), col("user"))
                .agg(min("at").as("first"), max("at").as("last"), count(lit(1)).as("events"));
    }

    private static Column part(int number) {
        return split_part(col("line"), lit(","), lit(number));
    }
}
