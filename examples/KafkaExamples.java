import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * What the guide of Spark's own Kafka source shows, with the name of the format as a parameter: the
 * name is all that changes. Run with several formats it writes the results of each to a file of its
 * name, and the files are the same.
 *
 * <p>Arguments: the bootstrap servers, a directory, and formats such as {@code kafka} and {@code
 * millrace}. The topics {@code topic1} and {@code topic2}, of two partitions, have records.
 */
public final class KafkaExamples {

    private static final String[] TEXTS = {"CAST(key AS STRING)", "CAST(value AS STRING)"};

    private final SparkSession spark;
    private final String format;
    private final String brokers;
    private final Path directory;
    private final PrintStream results;
    private int queries;

    private KafkaExamples(
            SparkSession spark, String format, String brokers, Path directory, PrintStream results) {
        this.spark = spark;
        this.format = format;
        this.brokers = brokers;
        this.directory = directory;
        this.results = results;
    }

    public static void main(String[] arguments) throws Exception {
        SparkSession spark = SparkSession.builder().appName("kafka-examples").getOrCreate();
        Path directory = Path.of(arguments[1]);
        for (String format : List.of(arguments).subList(2, arguments.length)) {
            try (PrintStream results = new PrintStream(directory.resolve(format).toFile(), "UTF-8")) {
                new KafkaExamples(spark, format, arguments[0], directory, results).run();
            }
        }
        spark.stop();
    }

    private void run() throws Exception {
        readStreams();
        readBatches();
        readFromTimes();
        write();
    }

    private void readStreams() throws Exception {
        stream("one topic", Map.of("subscribe", "topic1"), TEXTS);
        stream(
                "one topic, with headers",
                Map.of("subscribe", "topic1", "includeHeaders", "true"),
                "CAST(key AS STRING)",
                "CAST(value AS STRING)",
                "headers");
        stream("several topics", Map.of("subscribe", "topic1,topic2"), TEXTS);
        stream("a pattern", Map.of("subscribePattern", "topic.*"), TEXTS);
        stream("some partitions", Map.of("assign", "{\"topic1\":[0],\"topic2\":[1]}"), TEXTS);
        stream("all columns", Map.of("subscribe", "topic1", "maxOffsetsPerTrigger", "7"), "*");
        stream(
                "offsets for each partition",
                Map.of(
                        "subscribe",
                        "topic1",
                        "startingOffsets",
                        "{\"topic1\":{\"0\":3,\"1\":-2}}",
                        "minPartitions",
                        "5",
                        "failOnDataLoss",
                        "false"),
                "*");
        stream("the end", Map.of("subscribe", "topic1", "startingOffsets", "latest"), "*");
    }

    private void readBatches() {
        batch("one topic, from the earliest to the latest", Map.of("subscribe", "topic1"));
        batch(
                "several topics, with offsets for each partition",
                Map.of(
                        "subscribe",
                        "topic1,topic2",
                        "startingOffsets",
                        "{\"topic1\":{\"0\":2,\"1\":-2},\"topic2\":{\"0\":-2,\"1\":-2}}",
                        "endingOffsets",
                        "{\"topic1\":{\"0\":5,\"1\":-1},\"topic2\":{\"0\":-1,\"1\":-1}}"));
        batch(
                "a pattern, from the earliest to the latest",
                Map.of(
                        "subscribePattern",
                        "topic.*",
                        "startingOffsets",
                        "earliest",
                        "endingOffsets",
                        "latest"));
        batch("with headers", Map.of("subscribe", "topic2", "includeHeaders", "true"));
    }

    private void readFromTimes() throws Exception {
        Map<String, String> time =
                Map.of("subscribe", "topic1,topic2", "startingTimestamp", "1700000005000");
        stream("from a time", time, "*");
        batch("from a time", time);
        batch(
                "from times to times for each partition",
                Map.of(
                        "subscribe",
                        "topic1",
                        "startingOffsetsByTimestamp",
                        "{\"topic1\":{\"0\":1700000002000,\"1\":1700000004000}}",
                        "endingOffsetsByTimestamp",
                        "{\"topic1\":{\"0\":1700000008000,\"1\":1700000009000}}"));
        batch(
                "to a time",
                Map.of("subscribe", "topic1", "endingTimestamp", "1700000006000"));
        batch(
                "from beyond the last record",
                Map.of(
                        "subscribe",
                        "topic1",
                        "startingTimestamp",
                        "4000000000000",
                        "startingOffsetsByTimestampStrategy",
                        "latest"));
    }

    private void write() throws Exception {
        Dataset<Row> rows =
                source(Map.of("subscribe", "topic1"))
                        .selectExpr("key", "value", "array(struct('h' AS key, value)) AS headers");
        String one = "written-" + format;
        rows.write().format(format).options(servers()).option("topic", one).mode("append").save();
        batch("a batch written to one topic", Map.of("subscribe", one, "includeHeaders", "true"));

        String perRow = "written-per-row-" + format;
        rows.withColumn("topic", lit(perRow))
                .withColumn("partition", lit(0))
                .write()
                .format(format)
                .options(servers())
                .mode("append")
                .save();
        batch("a batch that names its topic in each row", Map.of("subscribe", perRow));

        String streamed = "written-by-stream-" + format;
        spark.readStream()
                .format(format)
                .options(servers())
                .option("subscribe", "topic1")
                .option("startingOffsets", "earliest")
                .load()
                .selectExpr(TEXTS)
                .writeStream()
                .format(format)
                .options(servers())
                .option("topic", streamed)
                .option("checkpointLocation", checkpoint())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        batch("a stream written to one topic", Map.of("subscribe", streamed));
    }

    private void stream(String title, Map<String, String> options, String... columns)
            throws Exception {
        Dataset<Row> rows =
                spark.readStream()
                        .format(format)
                        .options(servers())
                        .option("startingOffsets", "earliest")
                        .options(options)
                        .load();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        VoidFunction2<Dataset<Row>, Long> take = (batch, id) -> lines.addAll(lines(batch));
        rows.selectExpr(columns)
                .writeStream()
                .option("checkpointLocation", checkpoint())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(take)
                .start()
                .awaitTermination();
        show("stream: " + title, rows, lines);
    }

    private void batch(String title, Map<String, String> options) {
        Dataset<Row> rows = source(options);
        show("batch: " + title, rows, lines(rows));
    }

    private Dataset<Row> source(Map<String, String> options) {
        return spark.read().format(format).options(servers()).options(options).load();
    }

    private Map<String, String> servers() {
        return Map.of("kafka.bootstrap.servers", brokers);
    }

    /** Rows as JSON, where bytes are base64. */
    private List<String> lines(Dataset<Row> rows) {
        return new ArrayList<>(
                rows.withColumn("row", to_json(
                                struct(col("*"))))
                        .select("row")
                        .as(Encoders.STRING())
                        .collectAsList());
    }

    private void show(String title, Dataset<Row> rows, List<String> lines) {
        results.println("== " + title);
        results.println(rows.schema().toDDL());
        lines.stream()
                .map(line -> line.replace("-" + format, ""))
                .map(line -> line.contains("\"topic\":\"written") ? withoutPlace(line) : line)
                .sorted()
                .forEach(results::println);
    }

    /** When a row was written, and after which rows of other tasks, is chance. */
    private static String withoutPlace(String line) {
        return line.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"...\"")
                .replaceAll("\"offset\":\\d+", "\"offset\":0");
    }

    private String checkpoint() throws Exception {
        Path checkpoint = directory.resolve("checkpoint-" + format + "-" + queries++);
        Files.createDirectories(checkpoint);
        return checkpoint.toString();
    }
}
