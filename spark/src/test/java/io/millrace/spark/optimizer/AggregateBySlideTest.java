package io.millrace.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sliding windows give the same rows whether records are added up by slide or by window. */
class AggregateBySlideTest {

    private static final String NO_DATA = "spark.sql.streaming.noDataMicroBatches.enabled";

    private static final String KEYS = " GROUP BY window(t, '10 seconds', '2 seconds'), a";

    private static final SparkSession SESSION = LocalStack.session();

    private static String topic;

    /**
     * What a query gave.
     *
     * @param rows all that it wrote, batch by batch, sorted
     * @param plan of its last batch
     * @param late how many rows came behind the watermark
     */
    private record Ran(List<String> rows, String plan, long late) {

        boolean isBySlide() {
            return plan.contains("slide#");
        }
    }

    private static final List<String> EVENTS = events();

    /** Before and after 1970, most in order, some late, some without a time. */
    private static List<String> events() {
        Random random = new Random(20261201);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long time = -30_000 + i * 20L - (random.nextInt(20) == 0 ? random.nextInt(20_000) : 0);
            events.add(
                    String.format(
                            "{\"a\":%d,\"b\":\"%s\",\"c\":%s,\"t\":%s}",
                            random.nextInt(5),
                            "xyzX".charAt(random.nextInt(4)),
                            random.nextInt(10) == 0 ? "null" : random.nextInt(1_000) / 4.0,
                            random.nextInt(50) == 0
                                    ? "null"
                                    : '"' + Instant.ofEpochMilli(time).toString() + '"'));
        }
        return events;
    }

    private static String[] events(int from, int to) {
        return EVENTS.subList(from, to).toArray(String[]::new);
    }

    @BeforeAll
    static void sendEvents() {
        topic = TestTopic.create("slides", 2).send(events(0, 3_000)).name();
        SESSION.conf().set(NO_DATA, false);
    }

    @AfterAll
    static void unset() {
        SESSION.conf().unset(NO_DATA);
        SESSION.conf().unset(AggregateBySlide.SETTING);
    }

    private static Ran run(String sql, boolean bySlide) throws Exception {
        return run(sql, bySlide, topic, LocalStack.newDirectory("checkpoint"));
    }

    private static Ran run(String sql, boolean bySlide, String topic, Path checkpoint)
            throws Exception {
        SESSION.readStream()
                .format("millrace")
                .schema("a INT, b STRING, c DOUBLE, t TIMESTAMP")
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", "1000")
                .option("value.format", "json")
                .load()
                .withWatermark("t", "3 seconds")
                .createOrReplaceTempView("events");
        SESSION.conf().set(AggregateBySlide.SETTING, bySlide);
        List<String> rows = new ArrayList<>();
        StreamingQuery query =
                SESSION.sql(sql)
                        .writeStream()
                        .foreachBatch(
                                (batch, id) -> {
                                    batch.collectAsList().stream()
                                            .map(row -> id + ": " + row)
                                            .sorted()
                                            .forEach(rows::add);
                                })
                        .outputMode("update")
                        .option("checkpointLocation", checkpoint.toString())
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();
        long late = 0;
        for (var progress : query.recentProgress()) {
            for (var operator : progress.stateOperators()) {
                late += operator.numRowsDroppedByWatermark();
            }
        }
        return new Ran(rows, plan(query), late);
    }

    private static void assertSame(Ran bySlide, Ran byWindow) {
        assertThat(byWindow.isBySlide()).as(byWindow.plan()).isFalse();
        assertThat(bySlide.rows()).isEqualTo(byWindow.rows()).hasSizeGreaterThan(30);
        assertThat(bySlide.late()).isEqualTo(byWindow.late()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT window, a, count(*), count(c), sum(c), sum(a), avg(c), min(c), max(t),"
                        + " round(stddev(c), 6), approx_count_distinct(c),"
                        + " sum(a) FILTER (WHERE b = 'x') FROM events"
                        + KEYS,
                "SELECT window.end, upper(b), max(c + a) FROM events"
                        + " GROUP BY window(t, '15 seconds', '5 seconds', '1 second'), upper(b)",
                "SELECT count(*) FROM events GROUP BY window(t, '4 seconds', '1 second')",
                "SELECT a, w.start, count(*) FROM"
                        + " (SELECT a, window(t, '4 seconds', '1 second') AS w FROM events)"
                        + " GROUP BY a, w",
                "SELECT window, a, b FROM events"
                        + " GROUP BY a, window(t, '10 seconds', '2 seconds'), b",
            })
    void givesTheRowsThatSparkGives(String sql) throws Exception {
        Ran bySlide = run(sql, true);

        assertThat(bySlide.isBySlide()).as(bySlide.plan()).isTrue();
        assertSame(bySlide, run(sql, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT window, a, count(*) FROM events"
                        + " GROUP BY window(t, '10 seconds', '3 seconds'), a",
                "SELECT window, a, count(*) FROM events GROUP BY window(t, '10 seconds'), a",
                "SELECT window, a, max_by(c, t) FROM events" + KEYS,
                "SELECT window, a, first(c) FROM events" + KEYS,
                "SELECT window, a, sum(unix_millis(window.start)) FROM events" + KEYS,
                "SELECT window.start, a, count(*) FROM events"
                        + " GROUP BY window(t, '10 seconds', '2 seconds'), window.start, a",
            })
    void leavesAloneWhatDoesNotFollowFromTheSlide(String sql) throws Exception {
        Ran ran = run(sql, true);

        assertThat(ran.isBySlide()).as(ran.plan()).isFalse();
        assertThat(ran.plan()).contains("HashAggregate").doesNotContain("SortAggregate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnFromACheckpointOfTheOtherWay(boolean bySlide) throws Exception {
        List<String> byWindow = inTwoRuns(false, false);

        assertThat(inTwoRuns(bySlide, !bySlide)).isEqualTo(byWindow).hasSizeGreaterThan(30);
    }

    private static List<String> inTwoRuns(boolean first, boolean second) throws Exception {
        String sql = "SELECT window, a, count(*), sum(c), avg(c), max(c) FROM events" + KEYS;
        TestTopic halves = TestTopic.create("halves", 1).send(events(0, 1_500));
        Path checkpoint = LocalStack.newDirectory("checkpoint");
        List<String> rows = new ArrayList<>(run(sql, first, halves.name(), checkpoint).rows());
        halves.send(events(1_500, 3_000));
        rows.addAll(run(sql, second, halves.name(), checkpoint).rows());
        return rows;
    }

    @Test
    void leavesStreamsOfOthersAlone() throws Exception {
        SESSION.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", 100)
                .load()
                .createOrReplaceTempView("others");
        StreamingQuery query =
                SESSION.sql(
                                "SELECT count(*) FROM others"
                                        + " GROUP BY window(timestamp, '10 seconds', '2 seconds')")
                        .writeStream()
                        .format("noop")
                        .outputMode("update")
                        .option(
                                "checkpointLocation",
                                LocalStack.newDirectory("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();

        assertThat(plan(query)).contains("Expand").doesNotContain("slide#");
    }

    private static String plan(StreamingQuery query) {
        return ((StreamingQueryWrapper) query)
                .streamingQuery()
                .lastExecution()
                .executedPlan()
                .toString();
    }
}
