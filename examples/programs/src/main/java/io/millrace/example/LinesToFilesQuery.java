package io.millrace.example;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/**
 * {@link LinesToFiles} in the Dataset API: one directory for the lines of all batches, and one for
 * their counts. A batch that is repeated counts once for who reads them with Spark. In SQL: {@code
 * examples/lines-to-files.sql}.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the files, one for the
 * checkpoints, both as {@code hdfs://...}.
 */
public final class LinesToFilesQuery {

    private LinesToFilesQuery() {}

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("lines-to-files").getOrCreate();
        Dataset<Row> lines = Streams.table(spark, arguments[0], arguments[1]);
        String directory = arguments[2];
        String checkpoints = arguments[3];
        storeLines(lines, directory, checkpoints).start();
        storeCounts(lines, directory, checkpoints).start();
        spark.streams().awaitAnyTermination();
    }

    static DataStreamWriter<Row> storeLines(
            Dataset<Row> lines, String directory, String checkpoints) {
        return lines.writeStream()
                .format("text")
                .option("path", directory + "/lines")
                .option("checkpointLocation", checkpoints + "/lines");
    }

    /** Stores how often each word is in each micro-batch. */
    static DataStreamWriter<Row> storeCounts(
            Dataset<Row> lines, String directory, String checkpoints) {
        return WordCountQuery.ofBatch(lines)
                .writeStream()
                .format("parquet")
                .option("path", directory + "/counts")
                .option("checkpointLocation", checkpoints + "/counts");
    }
}
