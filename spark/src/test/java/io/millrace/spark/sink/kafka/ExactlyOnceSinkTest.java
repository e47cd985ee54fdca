package io.millrace.spark.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.TransactionError;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Rows of streaming queries are in Kafka once, however often their micro-batches are repeated. */
class ExactlyOnceSinkTest {

    private static final SparkSession SPARK = LocalStack.session();

    /** The value that a function in the query throws on; it is shared with the tasks. */
    private static final AtomicReference<String> POISON = new AtomicReference<>("");

    /** The value at which it waits. */
    private static final AtomicReference<String> STALLED = new AtomicReference<>("");

    static {
        UDF1<String, String> poisoned =
                text -> {
                    while (text.equals(STALLED.get())) {
                        TimeUnit.MILLISECONDS.sleep(10);
                    }
                    if (text.equals(POISON.get())) {
                        throw new IllegalStateException("poison");
                    }
                    return text;
                };
        SPARK.udf().register("poisoned", poisoned, DataTypes.StringType);
    }

    private final TestTopic in = TestTopic.create("once-in", 2);
    private final TestTopic out = TestTopic.create("once-out", 2);
    private final Path checkpoint = LocalStack.newDirectory("once").resolve("checkpoint");

    private Dataset<Row> stream(Map<String, String> options) {
        return SPARK.readStream()
                .format("millrace")
                .option("subscribe", in.name())
                .option("startingOffsets", "earliest")
                .option("minPartitions", "2")
                .options(options)
                .load()
                .selectExpr("poisoned(CAST(value AS STRING)) AS value");
    }

    private Dataset<Row> stream() {
        return stream(Map.of());
    }

    private void run(Dataset<Row> rows) throws StreamingQueryException {
        run(rows.writeStream(), checkpoint);
    }

    private void run(DataStreamWriter<Row> rows, Path from) throws StreamingQueryException {
        try {
            rows.format("millrace")
                    .option("topic", out.name())
                    .option("checkpointLocation", from.toString())
                    .trigger(Trigger.AvailableNow())
                    .start()
                    .awaitTermination();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ErrorCode code(Throwable failure) {
        return MillraceException.findIn(failure).orElseThrow().code();
    }

    private List<String> written() {
        return out.records().stream().map(r -> TestTopic.text(r.value())).sorted().toList();
    }

    private static List<String> values(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "v" + (1000 + i)).toList();
    }

    /** As if the driver had died before it wrote down that its last micro-batch is done. */
    private void forgetLastCommit() throws IOException {
        try (Stream<Path> files = Files.list(checkpoint.resolve("commits"))) {
            Path last =
                    files.filter(f -> f.getFileName().toString().matches("[0-9]+"))
                            .max(
                                    Comparator.comparingLong(
                                            f -> Long.parseLong(f.getFileName().toString())))
                            .orElseThrow();
            Files.delete(last);
            // With it Spark would take the file for one of another query's.
            Files.deleteIfExists(last.resolveSibling("." + last.getFileName() + ".crc"));
        }
    }

    private Path copyOfCheckpoint() throws IOException {
        Path copy = LocalStack.newDirectory("copy").resolve("checkpoint");
        FileUtils.copyDirectory(checkpoint.toFile(), copy.toFile());
        return copy;
    }

    /**
     * @faults A9 A10
     */
    @Test
    void writesARepeatedMicroBatchOnce() throws Exception {
        in.send(values(0, 50));
        run(stream());
        forgetLastCommit();
        run(stream());
        in.send(values(50, 80));
        run(stream());

        assertThat(written()).isEqualTo(values(0, 80));
    }

    /**
     * @faults A7
     */
    @Test
    void writesWhatIsMissingOfAMicroBatchThatFailedInTheMiddle() throws Exception {
        in.sendTo(0, values(0, 50).toArray(String[]::new));
        in.sendTo(1, values(50, 100).toArray(String[]::new));
        POISON.set("v1099");
        assertThatThrownBy(() -> run(stream())).hasMessageContaining("poison");
        assertThat(written()).as("only tasks that are through").isSubsetOf(values(0, 50));

        POISON.set("");
        run(stream());

        assertThat(written()).isEqualTo(values(0, 100));
    }

    @Test
    void writesTheRowsOfAggregatesOnce() throws Exception {
        in.send(values(0, 40));
        Dataset<Row> counts = counts(stream());
        run(counts.writeStream().outputMode("update"), checkpoint);
        forgetLastCommit();
        run(counts.writeStream().outputMode("update"), checkpoint);
        in.send(values(0, 40));
        run(counts.writeStream().outputMode("update"), checkpoint);

        assertThat(written())
                .isEqualTo(
                        IntStream.range(0, 10)
                                .boxed()
                                .flatMap(digit -> Stream.of(digit + " 4", digit + " 8"))
                                .toList());
    }

    private static Dataset<Row> counts(Dataset<Row> rows) {
        return rows.groupBy(org.apache.spark.sql.functions.expr("right(value, 1) AS digit"))
                .count()
                .selectExpr("concat(digit, ' ', count) AS value");
    }

    @Test
    void writesToTheTopicsThatRowsNameOnce() throws Exception {
        TestTopic other = TestTopic.create("once-other", 1);
        in.send(values(0, 20));
        Dataset<Row> rows =
                stream()
                        .selectExpr(
                                "value",
                                "if(value < 'v1010', '"
                                        + out.name()
                                        + "', '"
                                        + other.name()
                                        + "') AS topic");
        for (int run = 0; run < 2; run++) {
            rows.writeStream()
                    .format("millrace")
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.AvailableNow())
                    .start()
                    .awaitTermination();
            if (run == 0) {
                forgetLastCommit();
            }
        }

        assertThat(written()).isEqualTo(values(0, 10));
        assertThat(other.records().stream().map(r -> TestTopic.text(r.value())).sorted())
                .isEqualTo(values(10, 20));
    }

    @Test
    void refusesToRepeatAMicroBatchInOtherTasks() throws Exception {
        in.send(values(0, 50));
        run(stream());
        forgetLastCommit();

        assertThatThrownBy(() -> run(stream(Map.of("minPartitions", "5"))))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.REPLAY_CHANGED));
        run(stream());
        run(stream(Map.of("minPartitions", "5")));

        assertThat(written()).isEqualTo(values(0, 50));
    }

    /**
     * @faults E8
     */
    @Test
    void refusesACheckpointThatIsOlderThanTheOutput() throws Exception {
        in.send(values(0, 10));
        run(stream());
        Path old = copyOfCheckpoint();
        in.send(values(10, 20));
        run(stream());
        in.send(values(20, 30));
        run(stream());

        assertThatThrownBy(() -> run(stream().writeStream(), old))
                .satisfies(
                        e ->
                                assertThat(code(e))
                                        .isEqualTo(TransactionError.SINK_AHEAD_OF_CHECKPOINT));
        assertThat(written()).isEqualTo(values(0, 30));
    }

    /**
     * @faults E9
     */
    @Test
    void refusesANewCheckpointOverTheOutputOfTheSameName() throws Exception {
        in.send(values(0, 10));
        String name = LocalStack.newName("named").replace('-', '_');
        run(stream().writeStream().queryName(name), checkpoint);
        Path fresh = LocalStack.newDirectory("once").resolve("fresh");

        assertThatThrownBy(() -> run(stream().writeStream().queryName(name), fresh))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.NEW_LINEAGE))
                .hasMessageContaining("allowNewLineage");
        assertThat(written()).isEqualTo(values(0, 10));

        run(
                stream().writeStream().queryName(name).option("allowNewLineage", "true"),
                LocalStack.newDirectory("once").resolve("fresh"));
        assertThat(written()).hasSize(20);
    }

    @Test
    void refusesPlansThatDealRowsOtherwiseEachTime() {
        in.send(values(0, 10));
        Map<String, Dataset<Row>> refused =
                Map.of(
                        "repartitions by range",
                        stream().repartitionByRange(2, new org.apache.spark.sql.Column("value")),
                        "rand(",
                        counts(
                                stream()
                                        .selectExpr(
                                                "concat(value, CAST(rand(1) * 10 AS INT)) AS"
                                                        + " value")));

        refused.forEach(
                (reason, rows) ->
                        assertThatThrownBy(
                                        () ->
                                                run(
                                                        rows.writeStream().outputMode("update"),
                                                        LocalStack.newDirectory("refused")))
                                .as(reason)
                                .satisfies(
                                        e ->
                                                assertThat(code(e))
                                                        .isEqualTo(SinkError.ROW_PLACEMENT_CHANGES))
                                .hasMessageContaining(reason));
        assertThat(written()).isEmpty();
    }

    @Test
    void refusesToCoalesceStateAndNothingElse() throws Exception {
        in.send(values(0, 10));

        assertThatThrownBy(
                        () ->
                                run(
                                        counts(stream())
                                                .coalesce(2)
                                                .writeStream()
                                                .outputMode("update"),
                                        LocalStack.newDirectory("coalesced")))
                .satisfies(e -> assertThat(code(e)).isEqualTo(SinkError.ROW_PLACEMENT_CHANGES))
                .hasMessageContaining("coalesces");
        run(stream().coalesce(2));
        assertThat(written()).isEqualTo(values(0, 10));
    }

    /** Adaptive execution would make one task of so few rows. */
    @Test
    void keepsTheNumberOfTasksOfARepartition() throws Exception {
        in.send(values(0, 50));
        run(stream().repartition(3, new org.apache.spark.sql.Column("value")));
        forgetLastCommit();
        run(stream().repartition(3, new org.apache.spark.sql.Column("value")));

        assertThat(written()).isEqualTo(values(0, 50));
        String tasks = "millrace-" + queryId() + "-sink-";
        try (Admin admin = KafkaConnection.to(LocalStack.broker().bootstrapServers()).openAdmin()) {
            assertThat(admin.listTransactions().all().get())
                    .extracting(listing -> listing.transactionalId())
                    .contains(tasks + 0, tasks + 1, tasks + 2);
        }
    }

    /** A source that is not ours tells nothing of its splits. */
    @Test
    void refusesAnotherPlanUnderTheSameNumberOfAnySource() throws Exception {
        Path files = LocalStack.newDirectory("files");
        Files.writeString(files.resolve("a"), "a\n");
        Dataset<Row> rows = SPARK.readStream().format("text").load(files.toString());
        run(rows);
        Path old = copyOfCheckpoint();
        Files.writeString(files.resolve("b"), "b\n");
        run(rows);
        Files.writeString(files.resolve("c"), "c\n");

        assertThatThrownBy(() -> run(rows.writeStream(), old))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.REPLAY_CHANGED));
        assertThat(written()).containsExactly("a", "b");
    }

    private String queryId() throws IOException {
        String metadata = Files.readString(checkpoint.resolve("metadata"));
        return metadata.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void refusesToSortAllRows() {
        in.send(values(0, 10));
        Dataset<Row> sorted = counts(stream()).orderBy("value");

        assertThatThrownBy(() -> run(sorted.writeStream().outputMode("complete"), checkpoint))
                .satisfies(e -> assertThat(code(e)).isEqualTo(SinkError.ROW_PLACEMENT_CHANGES))
                .hasMessageContaining("ORDER BY");
    }

    @Test
    void takesPlansThatPlaceRowsByTheirContent() throws Exception {
        in.send(values(0, 10));
        run(stream().selectExpr("concat(value, '', CAST(rand() AS INT) * 0) AS value"));
        run(
                counts(stream()).orderBy("value").limit(3).writeStream().outputMode("complete"),
                LocalStack.newDirectory("limited"));

        assertThat(written()).hasSize(13).contains("0 1", "1 1", "2 1");
    }

    /**
     * @faults A15
     */
    @Test
    void leavesNoTransactionOpenWhenItIsStopped() throws Exception {
        in.send(values(0, 50));
        STALLED.set("v1020");
        StreamingQuery query =
                stream()
                        .writeStream()
                        .format("millrace")
                        .option("topic", out.name())
                        .option("checkpointLocation", checkpoint.toString())
                        .start();
        String prefix = "millrace-" + query.id();
        await().atMost(Duration.ofSeconds(60)).until(() -> ongoing(prefix) > 0);

        query.stop();
        STALLED.set("");

        assertThat(TransactionPool.shared().awaitNoneOpen(Duration.ofSeconds(20))).isTrue();
        assertThat(ongoing(prefix)).isZero();
        run(stream());
        assertThat(written()).isEqualTo(values(0, 50));
    }

    private static long ongoing(String prefix) throws Exception {
        try (Admin admin = KafkaConnection.to(LocalStack.broker().bootstrapServers()).openAdmin()) {
            return admin.listTransactions().all().get().stream()
                    .filter(listing -> listing.transactionalId().startsWith(prefix))
                    .filter(listing -> listing.state() == TransactionState.ONGOING)
                    .count();
        }
    }

    @Test
    void refusesToPromiseItForABatch() {
        assertThatThrownBy(
                        () ->
                                SPARK.sql("SELECT 'a' AS value")
                                        .write()
                                        .format("millrace")
                                        .option("topic", out.name())
                                        .option("guarantee", "exactly-once")
                                        .mode("append")
                                        .save())
                .satisfies(e -> assertThat(code(e)).isEqualTo(SinkError.GUARANTEE_UNAVAILABLE));
    }

    @Test
    void leavesTransactionsAwayIfTold() throws Exception {
        in.send(values(0, 10));
        run(stream().writeStream().option("guarantee", "at-least-once"), checkpoint);
        forgetLastCommit();
        run(stream().writeStream().option("guarantee", "at-least-once"), checkpoint);

        assertThat(written())
                .isEqualTo(values(0, 10).stream().flatMap(v -> Stream.of(v, v)).toList());
    }
}
