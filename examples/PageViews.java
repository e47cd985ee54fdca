import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A program for a plain Spark with the connector's one jar: it names the format and nothing else of
 * Millrace. It counts the views of each page in the topic of clicks, writes the counts to another
 * topic, and reads them back.
 *
 * <p>Arguments: the bootstrap servers and a directory for the checkpoint.
 */
public final class PageViews {

    private PageViews() {}

    public static void main(String[] arguments) throws Exception {
        String brokers = arguments[0];
        SparkSession spark =
                SparkSession.builder()
                        .appName("page-views")
                        .config("spark.datasource.millrace.kafka.bootstrap.servers", brokers)
                        .getOrCreate();
        count(spark, arguments[1]);
        show(spark);
        spark.stop();
    }

    private static void count(SparkSession spark, String checkpoint)
            throws TimeoutException, StreamingQueryException {
        Dataset<Row> clicks =
                spark.readStream()
                        .format("millrace")
                        .option("subscribe", "clicks")
                        .option("startingOffsets", "earliest")
                        .option("value.format", "json")
                        .schema("page STRING, at TIMESTAMP, user STRUCT<id: BIGINT, name: STRING>")
                        .load();
        StreamingQuery query =
                clicks.groupBy("page")
                        .count()
                        .writeStream()
                        .format("millrace")
                        .option("topic", "views")
                        .option("value.format", "json")
                        .option("key.columns", "page")
                        .option("checkpointLocation", checkpoint)
                        .outputMode("update")
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();
        query.explain();
    }

    private static void show(SparkSession spark) {
        Dataset<Row> views =
                spark.read()
                        .format("millrace")
                        .option("subscribe", "views")
                        .option("value.format", "json")
                        .schema("page STRING, count BIGINT")
                        .load();
        views.selectExpr("page", "count", "CAST(_key AS STRING) AS key", "_partition", "_offset")
                .orderBy("page")
                .show();
    }
}
