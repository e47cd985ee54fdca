package io.millrace.spark.sink.jdbc;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/** A program that writes all files of a directory into a table, until it is killed. */
public final class KilledStream {

    private KilledStream() {}

    /**
     * @param arguments the URL of the database, the table, the directory of the files, the
     *     checkpoint
     */
    public static void main(String[] arguments) throws Exception {
        SparkSession session =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.shuffle.partitions", "2")
                        .getOrCreate();
        Dataset<Row> rows =
                session.readStream()
                        .schema("id BIGINT, key STRING")
                        .option("maxFilesPerTrigger", 1)
                        .json(arguments[2]);
        rows.repartition(rows.col("id"))
                .writeStream()
                .format("millrace-jdbc")
                .option("checkpointLocation", arguments[3])
                .option("url", arguments[0])
                .option("table", arguments[1])
                .option("batch.rows", "5")
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        session.stop();
    }
}
