package io.millrace.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.LocalStack;
import io.millrace.spark.testing.MemoryInput;
import io.millrace.spark.testing.MemoryOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.ReduceFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.Tuple3;

class KeyedStreamTest {

    private static final String PROVIDER = "spark.sql.streaming.stateStore.providerClass";
    private static final String SHUFFLE = "spark.sql.shuffle.partitions";
    private static final String ROCKSDB =
            "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    /** Rows are {@code key=value}. */
    private static final MapFunction<String, String> KEY = row -> row.split("=")[0];

    private static final MapFunction<String, Long> NUMBER =
            row -> Long.parseLong(row.split("=")[1]);

    private static final Encoder<Long> SCALA_LONG = scalaLong();

    private static final Duration HALVES = Duration.ofNanos(1_500_000);

    private static final CoGroupFunction<String, String, Long, String> BOTH =
            (key, lefts, rights) ->
                    List.of(key + " " + sorted(lefts) + " " + sorted(rights)).iterator();

    private final SparkSession session = LocalStack.session();
    private final Path checkpoint = LocalStack.newDirectory("keyed");

    private final MemoryInput<String> left = MemoryInput.of(session, 2, Encoders.STRING());
    private final MemoryInput<String> right = MemoryInput.of(session, 2, Encoders.STRING());

    /** Of a primitive type of Scala, which Java sees as one of objects. */
    @SuppressWarnings("unchecked")
    private static Encoder<Long> scalaLong() {
        return (Encoder<Long>) (Encoder<?>) Encoders.scalaLong();
    }

    @BeforeEach
    void keepStateInRocksDb() {
        session.conf().set(PROVIDER, ROCKSDB);
    }

    @AfterEach
    void resetSession() {
        session.conf().unset(PROVIDER);
        session.conf().set(SHUFFLE, "2");
    }

    private static <T> List<T> sorted(Iterator<T> values) {
        List<T> list = new ArrayList<>();
        values.forEachRemaining(list::add);
        list.sort(Comparator.comparing(String::valueOf));
        return list;
    }

    private static KeyedStream<String, Long> numbers(MemoryInput<String> input) {
        return KeyedStream.of(input.toDataset(), KEY, Encoders.STRING())
                .mapValues(NUMBER, Encoders.LONG());
    }

    private KeyedStream<String, String> lefts() {
        return KeyedStream.of(left.toDataset(), KEY, Encoders.STRING());
    }

    /** Runs a query over what is there, as one that is started again. */
    private <T> List<T> run(Dataset<T> rows, MemoryOutput<T> output) throws Exception {
        int before = output.rows().size();
        rows.writeStream()
                .foreachBatch(output)
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        return output.rows().subList(before, output.rows().size());
    }

    @Test
    void cogroupMeetsWhatIsInTheSameMicroBatch() throws Exception {
        Dataset<String> rows = lefts().cogroup(numbers(right), BOTH, Encoders.STRING());
        MemoryOutput<String> output = new MemoryOutput<>();

        left.add("a=x", "b=y", "a=z");
        right.add("a=1", "c=3", "a=2");
        assertThat(run(rows, output))
                .containsExactlyInAnyOrder("a [a=x, a=z] [1, 2]", "b [b=y] []", "c [] [3]");

        left.add("c=w");
        right.add("a=4");
        assertThat(run(rows, output)).containsExactlyInAnyOrder("c [c=w] []", "a [] [4]");
    }

    @Test
    void cogroupTakesValuesThatAreNull() throws Exception {
        MapFunction<String, Long> numberOrNone = row -> row.endsWith("=") ? null : NUMBER.call(row);
        KeyedStream<String, Long> none =
                KeyedStream.of(right.toDataset(), KEY, Encoders.STRING())
                        .mapValues(numberOrNone, Encoders.LONG());
        left.add("a=x");
        right.add("a=", "a=7");

        assertThat(run(lefts().cogroup(none, BOTH, Encoders.STRING()), new MemoryOutput<>()))
                .containsExactly("a [a=x] [7, null]");
    }

    @Test
    void cogroupWithinKeepsRowsForATime() throws Exception {
        Dataset<String> rows =
                lefts().cogroupWithin(
                                Duration.ofSeconds(10), numbers(right), BOTH, Encoders.STRING());
        left.add("a=x", "b=y");
        try (ClockedQuery<String> query = new ClockedQuery<>(rows, checkpoint, 0).start()) {
            query.awaitBatches(1);
            right.add("a=1");
            query.batchAt(4_000);
            query.stopUntil(8_000);
            right.add("a=2", "c=5");
            query.start().awaitBatches(3);
            left.add("a=z", "b=w");
            query.batchAt(13_000);

            assertThat(query.output().batches())
                    .satisfiesExactly(
                            first ->
                                    assertThat(first)
                                            .containsExactlyInAnyOrder("a [a=x] []", "b [b=y] []"),
                            second -> assertThat(second).containsExactly("a [a=x] [1]"),
                            third ->
                                    assertThat(third)
                                            .containsExactlyInAnyOrder(
                                                    "a [a=x] [1, 2]", "c [] [5]"),
                            fourth ->
                                    assertThat(fourth)
                                            .containsExactlyInAnyOrder(
                                                    "a [a=z] [1, 2]", "b [b=w] []"));
        }
    }

    private static final long SLIDE = 1_000;
    private static final long WINDOW = 3_000;

    /** What windows there are, computed of all rows. */
    private static final class Model {
        private final Map<String, TreeMap<Long, Long>> rows = new TreeMap<>();

        void add(long at, String key, long value) {
            rows.computeIfAbsent(key, k -> new TreeMap<>()).merge(at, value, Long::sum);
        }

        List<String> windowsUntil(long end) {
            List<String> windows = new ArrayList<>();
            for (long e = SLIDE; e <= end; e += SLIDE) {
                for (Map.Entry<String, TreeMap<Long, Long>> key : rows.entrySet()) {
                    var inside = key.getValue().subMap(e - WINDOW, true, e, false);
                    if (!inside.isEmpty()) {
                        long sum = inside.values().stream().mapToLong(Long::longValue).sum();
                        windows.add(key.getKey() + " " + sum + " " + Instant.ofEpochMilli(e));
                    }
                }
            }
            windows.sort(Comparator.naturalOrder());
            return windows;
        }
    }

    private static Dataset<String> text(Dataset<Tuple3<String, Long, Instant>> windows, String by) {
        MapFunction<Tuple3<String, Long, Instant>, String> row =
                w -> by + ":" + w._1() + " " + w._2() + " " + w._3();
        return windows.map(row, Encoders.STRING());
    }

    private static List<String> by(String name, List<String> rows) {
        return rows.stream()
                .filter(row -> row.startsWith(name + ":"))
                .map(row -> row.substring(name.length() + 1))
                .sorted()
                .toList();
    }

    /** Values add up to nothing now and then, which is a value, too. */
    @Test
    void windowsAreReducedWithAndWithoutAnInverse() throws Exception {
        session.conf().set(SHUFFLE, "1");
        ReduceFunction<Long> sum = Long::sum;
        ReduceFunction<Long> minus = (a, b) -> a - b;
        Duration window = Duration.ofMillis(WINDOW);
        Duration slide = Duration.ofMillis(SLIDE);
        Dataset<String> rows =
                text(numbers(left).reduceByKeyAndWindow(sum, window, slide), "anew")
                        .union(
                                text(
                                        numbers(left)
                                                .reduceByKeyAndWindow(sum, minus, window, slide),
                                        "inverse"));
        Model model = new Model();
        Random random = new Random(7);
        long now = 0;
        try (ClockedQuery<String> query = new ClockedQuery<>(rows, checkpoint, now)) {
            // One that no other row comes after: its windows end while nothing comes in.
            model.add(now, "once", 5);
            left.add("once=5");
            query.start().awaitBatches(1);
            for (int step = 0; step < 8; step++) {
                long pause = List.of(300L, 700L, 1_000L, 2_500L).get(random.nextInt(4));
                // A time without the query, longer than a window.
                boolean restarts = step == 2 || step == 5;
                now += restarts ? 4 * WINDOW + pause : pause;
                List<String> added = new ArrayList<>();
                int count = restarts ? 2 : random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    String key = "k" + random.nextInt(2);
                    long value = random.nextInt(5) - 2;
                    model.add(now, key, value);
                    added.add(key + "=" + value);
                }
                if (restarts) {
                    int batches = query.output().batches().size();
                    query.stopUntil(now);
                    left.add(added);
                    query.start().awaitBatches(batches + 1);
                } else {
                    if (!added.isEmpty()) {
                        left.add(added);
                    }
                    query.batchAt(now);
                }
                assertThat(by("anew", query.output().rows())).isEqualTo(model.windowsUntil(now));
                assertThat(by("inverse", query.output().rows())).isEqualTo(model.windowsUntil(now));
            }
        }
    }

    @Test
    void aClockThatIsSetBackLosesNothing() throws Exception {
        session.conf().set(SHUFFLE, "1");
        ReduceFunction<Long> sum = Long::sum;
        ReduceFunction<Long> minus = (a, b) -> a - b;
        Dataset<String> rows =
                text(
                        numbers(left)
                                .reduceByKeyAndWindow(
                                        sum,
                                        minus,
                                        Duration.ofMillis(WINDOW),
                                        Duration.ofMillis(SLIDE)),
                        "set back");
        left.add("a=1");
        try (ClockedQuery<String> query = new ClockedQuery<>(rows, checkpoint, 5_000).start()) {
            query.awaitBatches(1);
            query.batchAt(6_000);
            query.stopUntil(2_000);
            left.add("a=2");
            query.start().awaitBatches(3);
            query.batchAt(7_000);
            query.batchAt(12_000);

            assertThat(by("set back", query.output().rows()))
                    .containsExactly(
                            "a 1 1970-01-01T00:00:06Z",
                            "a 2 1970-01-01T00:00:09Z",
                            "a 3 1970-01-01T00:00:07Z",
                            "a 3 1970-01-01T00:00:08Z");
        }
    }

    @Test
    void aWindowThatChangesIsRefusedWhereThereIsState() throws Exception {
        ReduceFunction<Long> sum = Long::sum;
        left.add("a=1");
        try (var query =
                new ClockedQuery<>(
                                numbers(left)
                                        .reduceByKeyAndWindow(
                                                sum, Duration.ofSeconds(3), Duration.ofSeconds(1)),
                                checkpoint,
                                0)
                        .start()) {
            query.awaitBatches(1);
            query.stopUntil(500);
        }
        left.add("a=2");
        try (var other =
                new ClockedQuery<>(
                                numbers(left)
                                        .reduceByKeyAndWindow(
                                                sum, Duration.ofSeconds(2), Duration.ofSeconds(1)),
                                checkpoint,
                                500)
                        .start()) {
            assertThatThrownBy(() -> other.awaitBatches(1))
                    .hasStackTraceContaining("[WINDOW_CHANGED]")
                    .hasStackTraceContaining("the state of windows of 'PT3S'");
            assertThat(other.output().rows()).isEmpty();
        }
    }

    /** Both functions change their first argument, a row's value among them. */
    @Test
    void windowsThatAreDueTogetherHaveValuesOfTheirOwn() throws Exception {
        MapFunction<String, byte[]> bytes = row -> new byte[] {NUMBER.call(row).byteValue()};
        ReduceFunction<byte[]> plus =
                (a, b) -> {
                    a[0] += b[0];
                    return a;
                };
        ReduceFunction<byte[]> minus =
                (a, b) -> {
                    a[0] -= b[0];
                    return a;
                };
        MapFunction<Tuple3<String, byte[], Instant>, String> text =
                window -> window._2()[0] + " " + window._3();
        Dataset<String> rows =
                KeyedStream.of(left.toDataset(), KEY, Encoders.STRING())
                        .mapValues(bytes, Encoders.BINARY())
                        .reduceByKeyAndWindow(
                                plus, minus, Duration.ofMillis(WINDOW), Duration.ofMillis(SLIDE))
                        .map(text, Encoders.STRING());
        left.add("a=1");
        try (ClockedQuery<String> query = new ClockedQuery<>(rows, checkpoint, 0).start()) {
            query.awaitBatches(1);
            query.stopUntil(1_500);
            left.add("a=2");
            query.start().awaitBatches(2);
            query.batchAt(9_000);

            assertThat(sorted(query.output().rows().iterator()))
                    .containsExactly(
                            "1 1970-01-01T00:00:01Z",
                            "2 1970-01-01T00:00:04Z",
                            "3 1970-01-01T00:00:02Z",
                            "3 1970-01-01T00:00:03Z");
        }
    }

    @Test
    void statesOfAllKeysComeWithEachMicroBatch() throws Exception {
        Dataset<Tuple2<String, Long>> states =
                numbers(left)
                        .updateStateByKey(
                                (values, sum) -> {
                                    long now = sum.orElse(0L);
                                    for (long value : values) {
                                        now += value;
                                    }
                                    return now == 0 ? Optional.empty() : Optional.of(now);
                                },
                                Encoders.LONG());
        left.add("a=1", "b=2", "a=3");
        try (ClockedQuery<Tuple2<String, Long>> query =
                new ClockedQuery<>(states, checkpoint, 0).start()) {
            query.awaitBatches(1);
            query.batchAt(100);
            query.stopUntil(200);
            left.add("c=7");
            query.start().awaitBatches(3);
            left.add("a=-4");
            query.batchAt(300);
            query.batchAt(400);

            assertThat(query.output().batches().stream().map(KeyedStreamTest::map))
                    .containsExactly(
                            Map.of("a", 4L, "b", 2L),
                            Map.of("a", 4L, "b", 2L),
                            Map.of("a", 4L, "b", 2L, "c", 7L),
                            Map.of("b", 2L, "c", 7L),
                            Map.of("b", 2L, "c", 7L));
        }
    }

    private static Map<String, Long> map(List<Tuple2<String, Long>> rows) {
        Map<String, Long> map = new TreeMap<>();
        rows.forEach(row -> assertThat(map.put(row._1(), row._2())).isNull());
        return map;
    }

    /** What Spark has for groups without state is of each micro-batch, and the stream goes on. */
    @Test
    void groupsOfAMicroBatchFlowOn() throws Exception {
        FlatMapGroupsFunction<Integer, String, String> rank =
                (all, rows) -> {
                    TreeSet<String> sorted = new TreeSet<>();
                    rows.forEachRemaining(sorted::add);
                    return List.of(sorted.first(), sorted.last()).iterator();
                };
        MapFunction<String, Integer> one = row -> 0;
        FilterFunction<String> noB = row -> !row.startsWith("b");
        Dataset<String> rows =
                left.toDataset()
                        .groupByKey(one, Encoders.INT())
                        .flatMapGroups(rank, Encoders.STRING())
                        .filter(noB);
        MemoryOutput<String> output = new MemoryOutput<>();

        left.add("c", "a", "d", "b");
        assertThat(run(rows, output)).containsExactly("a", "d");
        left.add("c", "b");
        assertThat(run(rows, output)).containsExactly("c");
    }

    @Test
    void refusesWhatCannotWork() {
        ReduceFunction<Long> sum = Long::sum;
        assertThatThrownBy(
                        () ->
                                numbers(left)
                                        .reduceByKeyAndWindow(
                                                sum, Duration.ofSeconds(10), Duration.ofSeconds(3)))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("Invalid window of 'PT10S' that slides by 'PT3S'");

        for (Duration kept :
                List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofMillis(-1), HALVES)) {
            assertThatThrownBy(
                            () ->
                                    lefts().cogroupWithin(
                                                    kept, numbers(right), BOTH, Encoders.STRING()))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("Invalid time '" + kept + "'");
        }
        assertThatThrownBy(() -> lefts().mapValues(NUMBER, SCALA_LONG))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("Invalid encoder of 'Long' for values");
        assertThatThrownBy(
                        () ->
                                KeyedStream.of(
                                        left.toDataset().map(NUMBER, SCALA_LONG),
                                        number -> "a",
                                        Encoders.STRING()))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("Invalid encoder of 'Long' for values");

        session.conf().unset(PROVIDER);
        assertThatThrownBy(
                        () ->
                                lefts().cogroupWithin(
                                                Duration.ofSeconds(1),
                                                numbers(right),
                                                BOTH,
                                                Encoders.STRING()))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("'cogroupWithin'")
                .hasMessageContaining(ROCKSDB);
    }
}
