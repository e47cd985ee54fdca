package io.millrace.integration.spark;

import java.nio.file.Files;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A program as a user of Spark would write it: it names the format and nothing else of Millrace.
 * Arguments: bootstrap servers, source topic, sink topic.
 */
public final class PlainSparkProgram {

    private PlainSparkProgram() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark =
                SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.sql.shuffle.partitions", "1")
                        .getOrCreate();
        Dataset<Row> stream =
                spark.readStream()
                        .format("millrace")
                        .schema("id INT, name STRING")
                        .option("kafka.bootstrap.servers", arguments[0])
                        .option("subscribe", arguments[1])
                        .option("startingOffsets", "earliest")
                        .option("value.format", "json")
                        .load();
        StreamingQuery query =
                stream.selectExpr("cast(id as string) AS value")
                        .writeStream()
                        .format("millrace")
                        .option("kafka.bootstrap.servers", arguments[0])
                        .option("kafka.compression.type", "lz4")
                        .option("topic", arguments[2])
                        .option(
                                "checkpointLocation",
                                Files.createTempDirectory("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();
        long written =
                spark.read()
                        .format("millrace")
                        .option("kafka.bootstrap.servers", arguments[0])
                        .option("subscribe", arguments[2])
                        .load()
                        .count();
        System.out.println("ROWS " + written);
        query.explain();
        spark.stop();
    }
}
