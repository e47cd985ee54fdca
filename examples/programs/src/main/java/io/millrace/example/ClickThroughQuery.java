package io.millrace.example;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.window;

import io.millrace.spark.stream.GracefulStop;
import io.millrace.spark.stream.KeyedStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * {@link ClickThrough} in the Dataset API: a join of two streams, in which a click belongs to an
 * impression up to a minute before it, whichever batches they come in. In SQL: {@code
 * examples/click-through.sql}.
 *
 * <p>Arguments: the bootstrap servers, the topic of impressions, the topic of clicks, a directory
 * for the checkpoint.
 */
public final class ClickThroughQuery {

    private ClickThroughQuery() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("click-through").getOrCreate();
        GracefulStop.onShutdown(spark, Duration.ofSeconds(30));
        rates(
                        events(
                                spark,
                                arguments[0],
                                arguments[1],
                                "impression STRING, campaign STRING"),
                        events(spark, arguments[0], arguments[2], "impression STRING"))
                .writeStream()
                .format("console")
                .option("checkpointLocation", arguments[3])
                .start()
                .awaitTermination();
    }

    /** Rows of a topic of separated values, with the time at which they were written. */
    private static Dataset<Row> events(
            SparkSession spark, String brokers, String topic, String columns) {
        return spark.readStream()
                .format("millrace")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .option("value.format", "csv")
                .schema(columns)
                .load()
                .withColumn("at", col("_timestamp"));
    }

    /**
     * Campaigns, with the part of the impressions of a minute that was clicked.
     *
     * @param impressions with columns impression, campaign, at
     * @param clicks with columns impression, at
     */
    static Dataset<Row> rates(Dataset<Row> impressions, Dataset<Row> clicks) {
        Dataset<Row> shown = impressions.withWatermark("at", "10 seconds").as("i");
        Dataset<Row> clicked =
                clicks.withWatermark("at", "10 seconds")
                        .dropDuplicatesWithinWatermark("impression")
                        .as("c");
        return shown.join(
                        clicked,
                        expr(
                                "i.impression = c.impression AND c.at >= i.at"
                                        + " AND c.at <= i.at + INTERVAL 1 MINUTE"),
                        "left_outer")
                .groupBy(window(col("i.at"), "1 minute"), col("i.campaign"))
                .agg(count(lit(1)).as("impressions"), count(col("c.impression")).as("clicks"))
                .withColumn("rate", expr("clicks / impressions"));
    }

    /** Impressions and clicks of one micro-batch side by side: impression, times shown, clicks. */
    static Dataset<Row> ofBatch(Dataset<Row> impressions, Dataset<Row> clicks) {
        Encoder<String> text = Encoders.STRING();
        KeyedStream<String, String> shown =
                KeyedStream.of(impressions.select("impression").as(text), id -> id, text);
        KeyedStream<String, String> clicked =
                KeyedStream.of(clicks.select("impression").as(text), id -> id, text);
        return shown.cogroup(
                        clicked,
                        (id, seen, later) ->
                                List.of(new Tuple3<>(id, size(seen), size(later))).iterator(),
                        Encoders.tuple(text, Encoders.LONG(), Encoders.LONG()))
                .toDF("impression", "shown", "clicks");
    }

    private static long size(Iterator<?> rows) {
        long number = 0;
        for (; rows.hasNext(); rows.next()) {
            number++;
        }
        return number;
    }
}
