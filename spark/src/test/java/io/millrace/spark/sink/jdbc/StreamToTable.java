package io.millrace.spark.sink.jdbc;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** A stream of files {@code (id, key)}, one micro-batch each, into a table of its own. */
record StreamToTable(TestDatabase database, String table, Path input, Path checkpoint) {

    private static final SparkSession SPARK = LocalStack.session();

    static StreamToTable create(String columns) {
        return create(TestDatabase.shared(), columns);
    }

    static StreamToTable create(TestDatabase database, String columns) {
        String table = LocalStack.newName("stream");
        database.run("CREATE TABLE \"" + table + "\" (" + columns + ")");
        return new StreamToTable(
                database,
                table,
                LocalStack.newDirectory("input"),
                LocalStack.newDirectory("checkpoint"));
    }

    String sql() {
        return "\"" + table + "\"";
    }

    List<String> column(String name) {
        return database.rows("SELECT " + name + " FROM " + sql());
    }

    /** Rows with these ids, the last one not among them, and a key of three. */
    void addFile(int from, int to) {
        addLines(
                IntStream.range(from, to)
                        .mapToObj(id -> "{\"id\":" + id + ",\"key\":\"k" + id % 3 + "\"}")
                        .toList());
    }

    void addLines(List<String> lines) {
        try {
            // Files that are half written are not for the stream.
            Path written = Files.write(Files.createTempFile("rows", ".json"), lines);
            Files.move(written, input.resolve(LocalStack.newName("rows") + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataStreamWriter<Row> writer(
            String select, String mode, Map<String, String> options, String more) {
        Dataset<Row> rows =
                SPARK.readStream()
                        .schema("id BIGINT, key STRING")
                        .option("maxFilesPerTrigger", 1)
                        .json(input.toString());
        rows.createOrReplaceTempView("rows");
        String grouping = select.contains("count(") ? " GROUP BY key" : "";
        return SPARK.sql("SELECT " + select + " FROM rows" + grouping + more)
                .writeStream()
                .format("millrace-jdbc")
                .outputMode(mode)
                .option("checkpointLocation", checkpoint.toString())
                .option("url", "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres")
                .option("table", table)
                .options(options);
    }

    StreamingQuery start(String select, String mode, Map<String, String> options) {
        try {
            return writer(select, mode, options, "").start();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes all files that are there; gives the metrics of the last micro-batch. */
    Map<String, String> runToEnd(String select, String mode, Map<String, String> options)
            throws Exception {
        return runToEnd(select, mode, options, "");
    }

    /** The same, with more clauses at the end of the query. */
    Map<String, String> runToEnd(
            String select, String mode, Map<String, String> options, String more) throws Exception {
        StreamingQuery query =
                writer(select, mode, options, more).trigger(Trigger.AvailableNow()).start();
        query.awaitTermination();
        return query.lastProgress().sink().metrics();
    }

    /** As after a crash between the commit of the database and that of Spark. */
    void forgetLastCommit() {
        deleteLast("commits");
    }

    /** As after a crash before the last micro-batch was planned. */
    void forgetLastBatch() {
        deleteLast("offsets");
        deleteLast("commits");
    }

    private void deleteLast(String log) {
        try (Stream<Path> files = Files.list(checkpoint.resolve(log))) {
            Path last =
                    files.filter(file -> file.getFileName().toString().matches("\\d+"))
                            .max(
                                    Comparator.comparing(
                                            f -> Long.parseLong(f.getFileName().toString())))
                            .orElseThrow();
            Files.delete(last);
            Files.deleteIfExists(last.resolveSibling("." + last.getFileName() + ".crc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
