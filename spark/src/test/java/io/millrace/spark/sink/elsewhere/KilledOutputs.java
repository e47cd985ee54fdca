package io.millrace.spark.sink.elsewhere;

import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import io.millrace.spark.state.MillraceStateStoreProvider;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A program that copies a topic into files of Spark's own sink, into a database and into
 * directories, a query each, until it is at the end or killed.
 */
final class KilledOutputs {

    static final String FILES = "files";
    static final String DIRECTORIES = "directories";
    static final String TABLE = "table";

    /** Said when all queries are started. */
    static final String RUNNING = "all queries run";

    private KilledOutputs() {}

    /**
     * @param arguments the brokers, the topic, a directory for everything, the URL of the database,
     *     and which of the outputs
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[2]);
        SparkSession session =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        // Every other manifest holds those before it, too.
                        .config("spark.sql.streaming.fileSink.log.compactInterval", "2")
                        .config(
                                MillraceCheckpointFiles.SETTING,
                                MillraceCheckpointFiles.class.getName())
                        .config(
                                MillraceStateStoreProvider.SETTING,
                                MillraceStateStoreProvider.class.getName())
                        .config("spark.datasource.millrace.kafka.bootstrap.servers", arguments[0])
                        .getOrCreate();
        for (String output : List.of(arguments).subList(4, arguments.length)) {
            Path place = directory.resolve(output);
            DataStreamWriter<Row> writer = writer(session, arguments[1], place);
            switch (output) {
                case FILES -> writer.format("parquet").option("path", place.toString());
                case DIRECTORIES -> writer.foreachBatch(new DirectoryRecipe(place.toString()));
                case TABLE -> writer.foreachBatch(new DatabaseRecipe(arguments[3]));
                default -> throw new IllegalArgumentException(output);
            }
            writer.start();
        }
        System.out.println(RUNNING);
        for (StreamingQuery query : session.streams().active()) {
            query.awaitTermination();
        }
        System.exit(0);
    }

    private static DataStreamWriter<Row> writer(SparkSession session, String topic, Path place) {
        Dataset<Row> rows =
                session.readStream()
                        .format("millrace")
                        .option("subscribe", topic)
                        .option("startingOffsets", "earliest")
                        .option("maxOffsetsPerTrigger", "40")
                        .option("value.format", "json")
                        .option("value.schema", "id INT, text STRING")
                        .load();
        return rows.writeStream()
                .option("checkpointLocation", place + "-checkpoint")
                .trigger(Trigger.AvailableNow());
    }
}
