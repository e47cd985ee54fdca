package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries in real-time mode, from topic to topic. */
class RealTimeTest {

    private static final String ALLOW_LIST = "spark.sql.streaming.realTimeMode.allowlistCheck";
    private static final String MIN_BATCH = "spark.sql.streaming.realTimeMode.minBatchDuration";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path checkpoint = LocalStack.newDirectory("checkpoint");
    private StreamingQuery query;

    @BeforeAll
    static void allowShortBatchesAndOurSink() {
        SparkSession session = LocalStack.session();
        session.conf().set(ALLOW_LIST, "false");
        session.conf().set(MIN_BATCH, "100ms");
    }

    @AfterAll
    static void restoreSettings() {
        LocalStack.session().conf().unset(ALLOW_LIST);
        LocalStack.session().conf().unset(MIN_BATCH);
    }

    @AfterEach
    void stop() throws Exception {
        if (query != null) {
            query.stop();
        }
    }

    private static Dataset<Row> clicks(TestTopic topic, Map<String, String> options) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .schema("id BIGINT, page STRING, unused STRING")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .option("value.format", "json")
                .options(options)
                .load();
    }

    private void start(Dataset<Row> rows, TestTopic out, Duration batch) throws Exception {
        query =
                rows.writeStream()
                        .format("millrace")
                        .option("topic", out.name())
                        .option("value.format", "json")
                        .option("checkpointLocation", checkpoint.toString())
                        .outputMode("update")
                        .trigger(Trigger.RealTime(batch.toMillis()))
                        .start();
    }

    private static String click(int id) {
        return "{\"id\":" + id + ",\"page\":\"p" + id % 2 + "\",\"unused\":\"x\"}";
    }

    private static List<String> clicks(int from, int until) {
        return IntStream.range(from, until).mapToObj(RealTimeTest::click).toList();
    }

    private static List<String> views(int from, int until) {
        return IntStream.range(from, until)
                .filter(id -> id % 2 == 0)
                .mapToObj(id -> "{\"id\":" + id + "}")
                .sorted()
                .toList();
    }

    private static Dataset<Row> evenOnes(Dataset<Row> clicks) {
        return clicks.where("page = 'p0'").select("id");
    }

    private void awaitValues(TestTopic out, List<String> expected) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(query.exception().isDefined()).isFalse();
                            assertThat(new TreeSet<>(out.values()))
                                    .isEqualTo(new TreeSet<>(expected));
                        });
    }

    @Test
    void passesRecordsOnWhileTheBatchRuns() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 5).send(clicks(0, 50));
        TestTopic out = TestTopic.create("rt-out", 1);
        start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));

        awaitValues(out, views(0, 50));
        in.send(clicks(50, 100));
        awaitValues(out, views(0, 100));
        // Nothing twice, either, as long as nothing fails.
        assertThat(out.values()).hasSize(50);
        assertThat(query.lastProgress()).isNull();
    }

    @Test
    void repeatsAnUnfinishedBatchAndLosesNothing() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 3).send(clicks(0, 30));
        TestTopic out = TestTopic.create("rt-out", 2);
        Dataset<Row> rows = evenOnes(clicks(in, Map.of()));
        start(rows, out, Duration.ofMinutes(5));
        awaitValues(out, views(0, 30));
        query.stop();
        in.send(clicks(30, 60));

        start(rows, out, Duration.ofMinutes(5));
        awaitValues(out, views(0, 60));

        List<String> all = new ArrayList<>(views(0, 60));
        all.addAll(views(0, 30));
        assertThat(out.values()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void repeatsNothingOfAFinishedBatch() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 3).send(clicks(0, 30));
        TestTopic out = TestTopic.create("rt-out", 1);
        Dataset<Row> rows = evenOnes(clicks(in, Map.of()));
        start(rows, out, Duration.ofMillis(300));
        awaitLag(30);
        query.stop();
        in.send(clicks(30, 60));

        start(rows, out, Duration.ofMinutes(5));
        awaitValues(out, views(0, 60));

        assertThat(out.values()).containsExactlyInAnyOrderElementsOf(views(0, 60));
    }

    /** Waits until a finished batch has read so many records since the query began. */
    private void awaitLag(long records) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(query.exception().isDefined()).isFalse();
                            assertThat(
                                            Arrays.stream(query.recentProgress())
                                                    .mapToLong(RealTimeTest::recordsRead)
                                                    .sum())
                                    .isEqualTo(records);
                        });
        assertThat(query.lastProgress().sources()[0].metrics().get("offsetsBehindLatest"))
                .isEqualTo("0");
    }

    /** Input rows of Spark are those that the filter lets through. */
    private static long recordsRead(StreamingQueryProgress progress) {
        return Long.parseLong(progress.sources()[0].metrics().get("recordsRead"));
    }

    @Test
    void findsNewPartitionsAndTopicsWithTheNextBatch() throws Exception {
        TestTopic in = TestTopic.absent("rt-late");
        TestTopic out = TestTopic.create("rt-out", 1);
        Dataset<Row> rows =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("subscribePattern", in.name())
                        .option("startingOffsets", "earliest")
                        .load()
                        .selectExpr("CAST(value AS STRING) AS value");
        query =
                rows.writeStream()
                        .format("millrace")
                        .option("topic", out.name())
                        .option("checkpointLocation", checkpoint.toString())
                        .outputMode("update")
                        .trigger(Trigger.RealTime(300L))
                        .start();
        await().atMost(PATIENCE).until(() -> query.lastProgress() != null);

        in.createAgain(1);
        in.sendTo(0, "a", "b");
        awaitValues(out, List.of("a", "b"));
        in.addPartitions(3);
        in.sendTo(2, "c");
        in.sendTo(1, "d");

        awaitValues(out, List.of("a", "b", "c", "d"));
        assertThat(out.values()).hasSize(4);
    }

    @Test
    void stopsAtAMalformedRecordOrReadsNull() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1).send(click(0), "{\"id\":", click(2));
        TestTopic out = TestTopic.create("rt-out", 1);
        start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));
        assertThatThrownBy(() -> query.awaitTermination(PATIENCE.toMillis()))
                .hasStackTraceContaining("MALFORMED_RECORD")
                .hasStackTraceContaining("offset 1 of partition " + in.name() + "-0");

        Dataset<Row> lenient = clicks(in, Map.of("value.malformed", "null"));
        start(lenient.selectExpr("id"), out, Duration.ofMinutes(5));
        awaitValues(out, List.of("{\"id\":0}", "{}", "{\"id\":2}"));
    }

    @Test
    void tellsHowOldRecordsAreByTheirTimestamps() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 2);
        TestTopic out = TestTopic.create("rt-out", 1);
        long hour = Duration.ofHours(1).toMillis();
        long now = System.currentTimeMillis();
        in.sendAll(
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        new ProducerRecord<byte[], byte[]>(
                                                in.name(),
                                                i % 2,
                                                now - hour,
                                                null,
                                                click(2 * i).getBytes(StandardCharsets.UTF_8)))
                        .toList());
        start(evenOnes(clicks(in, Map.of())), out, Duration.ofMillis(500));
        awaitLag(20);

        Map<String, String> metrics =
                Arrays.stream(query.recentProgress())
                        .filter(p -> p.numInputRows() > 0)
                        .findFirst()
                        .orElseThrow()
                        .sources()[0]
                        .metrics();
        long most = hour + System.currentTimeMillis() - now;
        long p50 = Long.parseLong(metrics.get("recordAgeMillisP50"));
        long p99 = Long.parseLong(metrics.get("recordAgeMillisP99"));
        long max = Long.parseLong(metrics.get("recordAgeMillisMax"));
        assertThat(p50).isBetween(hour, p99);
        assertThat(p99).isBetween(p50, max);
        assertThat(max).isBetween(hour, most);
    }

    @Test
    void readsOnlyTheColumnsOfTheQueryAndSendsAtOnce() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1).send(clicks(0, 10));
        TestTopic out = TestTopic.create("rt-out", 1);
        start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));
        awaitValues(out, views(0, 10));

        String plan =
                ((StreamingQueryWrapper) query)
                        .streamingQuery()
                        .lastExecution()
                        .executedPlan()
                        .toString();
        assertThat(plan).containsPattern("RealTimeStreamScan\\[id#\\d+L, page#\\d+\\]");
    }

    @Test
    void refusesDeadLetters() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1);
        TestTopic.named(in.name() + "-dlq").createAgain(1);
        start(clicks(in, Map.of("value.malformed", "deadletter")), in, Duration.ofMinutes(5));

        assertThatThrownBy(() -> query.awaitTermination(PATIENCE.toMillis()))
                .hasStackTraceContaining("[DEAD_LETTERS_IN_REAL_TIME]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxOffsetsPerTrigger", "minOffsetsPerTrigger", "minPartitions"})
    void refusesLimitsOfMicroBatches(String option) throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1);
        start(clicks(in, Map.of(option, "5")), in, Duration.ofMinutes(5));

        assertThatThrownBy(() -> query.awaitTermination(PATIENCE.toMillis()))
                .hasStackTraceContaining(
                        "[LIMIT_IN_REAL_TIME] Cannot read in real-time mode with"
                                + " the option '"
                                + option
                                + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aggregates | SELECT page, count(*) AS n FROM clicks GROUP BY page",
                "aggregates | SELECT DISTINCT page FROM clicks",
                "repartitions its rows | SELECT /*+ REPARTITION(3) */ id FROM clicks"
            })
    void refusesWhatWaitsForOtherRecords(String does, String sql) throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1);
        clicks(in, Map.of()).createOrReplaceTempView("clicks");
        start(LocalStack.session().sql(sql), in, Duration.ofMinutes(5));

        assertThatThrownBy(() -> query.awaitTermination(PATIENCE.toMillis()))
                .hasStackTraceContaining("it " + does);
    }

    @Test
    void joinsTablesThatAreBroadcast() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 1).send(clicks(0, 4));
        TestTopic out = TestTopic.create("rt-out", 1);
        clicks(in, Map.of()).createOrReplaceTempView("clicks");
        LocalStack.session()
                .range(1, 3)
                .selectExpr("id", "'n' || id AS name")
                .createOrReplaceTempView("names");
        String sql = "SELECT %s id, name FROM clicks JOIN names USING (id)";
        LocalStack.session().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        try {
            start(LocalStack.session().sql(sql.formatted("")), out, Duration.ofMinutes(5));
            assertThatThrownBy(() -> query.awaitTermination(PATIENCE.toMillis()))
                    .hasStackTraceContaining("it joins a table that Spark would not broadcast");

            start(
                    LocalStack.session().sql(sql.formatted("/*+ BROADCAST(names) */")),
                    out,
                    Duration.ofMinutes(5));
            awaitValues(out, List.of("{\"id\":1,\"name\":\"n1\"}", "{\"id\":2,\"name\":\"n2\"}"));
        } finally {
            LocalStack.session().conf().unset("spark.sql.autoBroadcastJoinThreshold");
        }
    }

    @Test
    void refusesOneQueryMoreThanThereAreSlots() throws Exception {
        TestTopic in = TestTopic.create("rt-in", 4).send(clicks(0, 10));
        TestTopic out = TestTopic.create("rt-out", 1);
        start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));
        awaitValues(out, views(0, 10));
        RealTimeTest second = new RealTimeTest();
        RealTimeTest third = new RealTimeTest();
        try {
            second.start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));
            await().atMost(PATIENCE).until(() -> out.values().size() == 10);

            third.start(evenOnes(clicks(in, Map.of())), out, Duration.ofMinutes(5));
            assertThatThrownBy(() -> third.query.awaitTermination(PATIENCE.toMillis()))
                    .hasStackTraceContaining("SLOTS_TAKEN");
        } finally {
            second.stop();
        }
    }
}
