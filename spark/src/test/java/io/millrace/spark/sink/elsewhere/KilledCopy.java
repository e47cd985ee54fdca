package io.millrace.spark.sink.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** A topic, the outputs that {@link KilledOutputs} copies it to, and what should be in them. */
final class KilledCopy {

    static final int KILLED = 137;

    private final Path directory = LocalStack.newDirectory("elsewhere");
    private final TestTopic topic = TestTopic.create("elsewhere", 2);
    private final TestDatabase database = TestDatabase.shared();
    private final List<String> outputs;
    private int sent;

    KilledCopy(String... outputs) {
        this.outputs = List.of(outputs);
        if (this.outputs.contains(KilledOutputs.TABLE)) {
            database.run("DROP TABLE IF EXISTS orders, batches");
            database.run("CREATE TABLE orders (id integer, text text)");
            database.run(
                    "CREATE TABLE batches (output text, batch bigint,"
                            + " PRIMARY KEY (output, batch))");
        }
    }

    /** Sends the next records. */
    KilledCopy send(int count) {
        topic.send(
                IntStream.range(sent, sent + count)
                        .mapToObj(i -> "{\"id\":%d,\"text\":\"text %d\"}".formatted(i, i))
                        .toList());
        sent += count;
        return this;
    }

    /** The rows of the first records, in their order. */
    static List<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + " text " + i).toList();
    }

    List<String> allRows() {
        return rows(sent);
    }

    /** Copies to the end, or until it dies at a failpoint or at steps; returns the exit code. */
    int run(String failpoints, String steps) throws Exception {
        Process process = start(failpoints, steps);
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(log()).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    /** Kills it when it has run for a while; returns whether it had not ended before. */
    boolean killAfter(Duration time) throws Exception {
        Process process = start("", "");
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || log().contains(KilledOutputs.RUNNING));
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }

    private Process start(String failpoints, String steps) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                LocalStack.broker().bootstrapServers(),
                                topic.name(),
                                directory.toString(),
                                "jdbc:postgresql://127.0.0.1:"
                                        + database.port()
                                        + "/postgres?user=postgres"));
        arguments.addAll(outputs);
        return ChildJava.start(
                List.of(
                        "-Xmx512m",
                        "-D" + Failpoint.PROPERTY + "=" + failpoints,
                        "-D" + Step.PROPERTY + "=" + steps),
                KilledOutputs.class,
                arguments,
                directory.resolve("log"));
    }

    String log() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    Path place(String output) {
        return directory.resolve(output);
    }

    /** What Spark reads from a directory that files or directories were written to. */
    List<String> read(String output) {
        return read(LocalStack.session().read().parquet(place(output).toString()));
    }

    static List<String> read(Dataset<Row> rows) {
        return rows.orderBy("id")
                .selectExpr("concat(id, ' ', text)")
                .as(Encoders.STRING())
                .collectAsList();
    }

    /** What is in the table, in no order. */
    List<String> inTable() {
        return database.rows("SELECT id || ' ' || text FROM orders");
    }
}
