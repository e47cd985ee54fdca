package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaMapWithStateDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/**
 * Operations with a memory, restarted from the checkpoint in the middle: each batch gives what it
 * gives in a run without a restart, and what was planned before the crash is read the same.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class RecoveryTest {

    private static final Duration THREE = Durations.seconds(3);
    private static final Duration ONE = Durations.seconds(1);

    /** What comes before each batch. */
    private static final List<List<String>> DATA =
            List.of(
                    List.of("a,1", "b,2", "a,3"),
                    List.of("c,4", "a,5"),
                    List.of("b,6"),
                    List.of("a,7", "d,8", "d,9"),
                    List.of("c,1"),
                    List.of("a,2", "e,3"),
                    List.of(),
                    List.of("b,4", "e,5"));

    private static final int BATCHES = DATA.size();

    /** What each operation gave, by name and time; the last run of a batch counts. */
    private static final Map<String, SortedMap<Long, List<String>>> RESULTS =
            new ConcurrentHashMap<>();

    private static Map<String, SortedMap<Long, List<String>>> expected;

    private TestTopic topic = TestTopic.create("recovery", 2);
    private final Path checkpoint = LocalStack.newDirectory("checkpoint");

    @BeforeAll
    static void runWithoutRestart() {
        RecoveryTest test = new RecoveryTest();
        RESULTS.clear();
        try (ManualStreaming streaming = test.getOrCreate()) {
            for (int i = 1; i <= BATCHES; i++) {
                test.send(i);
                streaming.batch();
            }
        }
        expected = test.results();
        assertThat(expected).hasSize(10);
        RESULTS.clear();
    }

    @AfterEach
    void openGate() {
        Gate.open();
        RESULTS.clear();
    }

    @Test
    void goesOnAfterACrashBetweenBatches() {
        try (ManualStreaming streaming = getOrCreate()) {
            runBatches(streaming, 1, 4);
            awaitCheckpoint(4, false);
        }
        send(5);
        try (ManualStreaming streaming = getOrCreate()) {
            streaming.awaitBatches(1);
            streaming.batch();
            runBatches(streaming, 6, BATCHES);
        }
        assertThat(results()).isEqualTo(expected);
    }

    @Test
    void readsPendingBatchesAsTheyWerePlanned() throws Exception {
        Gate.close(4_000);
        try (ManualStreaming streaming = getOrCreate()) {
            runBatches(streaming, 1, 3);
            send(4);
            streaming.advance();
            Gate.awaitReached();
            awaitCheckpoint(4, true);
            send(5);
            streaming.advance();
            awaitCheckpoint(5, true);
        }
        Gate.open();
        // This is there before batches 4 and 5 are read again, and belongs to neither.
        send(6);
        try (ManualStreaming streaming = getOrCreate()) {
            streaming.awaitBatches(2);
            streaming.batch();
            runBatches(streaming, 7, BATCHES);
        }
        assertThat(results()).isEqualTo(expected);
    }

    @Test
    void goesOnAfterAGracefulStopAndACrash() {
        ManualStreaming first = getOrCreate();
        runBatches(first, 1, 2);
        send(3);
        first.stopGracefully();
        int done = RESULTS.get("ranges").size();
        for (int i = 4; i <= BATCHES; i++) {
            try (ManualStreaming streaming = getOrCreate()) {
                streaming.awaitBatches(1);
                send(i);
                streaming.batch();
                awaitCheckpoint(done + i - 3, false);
            }
        }
        // A graceful stop lets batches pass, so that times differ; what was counted does not.
        assertThat(last("updateStateByKey")).isEqualTo(lastOf(expected, "updateStateByKey"));
        assertThat(last("snapshots")).isEqualTo(lastOf(expected, "snapshots"));
    }

    private void runBatches(ManualStreaming streaming, int from, int to) {
        for (int i = from; i <= to; i++) {
            send(i);
            streaming.batch();
        }
    }

    private void send(int batch) {
        for (String line : DATA.get(batch - 1)) {
            topic.sendTo(line.charAt(0) % 2, line);
        }
    }

    /** Waits until Spark has written the checkpoint of a batch: as planned, or as done. */
    private void awaitCheckpoint(int batch, boolean planned) {
        Path file = checkpoint.resolve("checkpoint-" + batch * 1_000L);
        await().until(() -> planned ? Files.exists(file) : Files.exists(Path.of(file + ".bk")));
    }

    private ManualStreaming getOrCreate() {
        String name = topic.name();
        return ManualStreaming.getOrCreate(checkpoint, context -> setUp(context, name));
    }

    private static void setUp(JavaStreamingContext context, String topic) {
        JavaInputDStream<ConsumerRecord<String, String>> stream =
                KafkaUtils.createDirectStream(
                        context,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(
                                List.of(topic), Params.text("recovery")));
        stream.foreachRDD((rdd, time) -> Gate.pass(time));
        stream.foreachRDD(
                (rdd, time) ->
                        RESULTS.computeIfAbsent("ranges", r -> new ConcurrentSkipListMap<>())
                                .put(
                                        time.milliseconds(),
                                        Arrays.stream(((HasOffsetRanges) rdd.rdd()).offsetRanges())
                                                .map(
                                                        r ->
                                                                r.partition()
                                                                        + ":"
                                                                        + r.fromOffset()
                                                                        + "-"
                                                                        + r.untilOffset())
                                                .toList()));
        JavaPairDStream<String, Integer> pairs =
                stream.mapToPair(
                        record -> {
                            String[] parts = record.value().split(",");
                            return new Tuple2<>(parts[0], Integer.valueOf(parts[1]));
                        });
        collect(
                "updateStateByKey",
                pairs.updateStateByKey(
                                (List<Integer> values, Optional<Integer> sum) ->
                                        Optional.of(
                                                sum.orElse(0)
                                                        + values.stream()
                                                                .mapToInt(Integer::intValue)
                                                                .sum()))
                        .toJavaDStream());
        JavaMapWithStateDStream<String, Integer, Integer, String> state =
                pairs.mapWithState(
                        StateSpec.function(running())
                                .timeout(THREE)
                                .initialState(
                                        JavaPairRDD.fromJavaRDD(
                                                context.sparkContext()
                                                        .parallelize(
                                                                List.of(
                                                                        new Tuple2<>("b", 100),
                                                                        new Tuple2<>("z", 26))))));
        // Spark does not keep an initial state in the checkpoint: without this it would be asked
        // for again after a restart.
        state.checkpoint(ONE);
        collect("mapWithState", state);
        collect("snapshots", state.stateSnapshots().toJavaDStream());
        collect("window", stream.window(THREE, ONE).map(ConsumerRecord::value));
        collect(
                "reduceByKeyAndWindow",
                pairs.reduceByKeyAndWindow(Integer::sum, THREE, ONE).toJavaDStream());
        collect(
                "reduceByKeyAndWindow(inverse)",
                pairs.reduceByKeyAndWindow(Integer::sum, (a, b) -> a - b, THREE, ONE)
                        .filter(pair -> pair._2() != 0)
                        .toJavaDStream());
        collect(
                "transform",
                pairs.transform((rdd, time) -> rdd.map(p -> p + " at " + time.milliseconds())));
        collect("join", pairs.window(THREE).join(pairs.mapValues(n -> -n)).toJavaDStream());
        collect(
                "countByValueAndWindow",
                pairs.map(Tuple2::_1).countByValueAndWindow(THREE, ONE).toJavaDStream());
    }

    private static Function3<String, Optional<Integer>, State<Integer>, String> running() {
        return (key, value, state) -> {
            if (state.isTimingOut()) {
                return key + " timed out at " + state.get();
            }
            int sum = value.orElse(0) + (state.exists() ? state.get() : 0);
            state.update(sum);
            return key + " got " + value.orElse(0);
        };
    }

    private static <T> void collect(String name, JavaDStream<T> stream) {
        stream.foreachRDD((rdd, time) -> put(name, time, rdd.collect()));
    }

    private static void put(String name, Time time, List<?> elements) {
        RESULTS.computeIfAbsent(name, n -> new ConcurrentSkipListMap<>())
                .put(time.milliseconds(), elements.stream().map(String::valueOf).sorted().toList());
    }

    private Map<String, SortedMap<Long, List<String>>> results() {
        return Map.copyOf(RESULTS);
    }

    private static List<String> last(String name) {
        return lastOf(RESULTS, name);
    }

    private static List<String> lastOf(
            Map<String, SortedMap<Long, List<String>>> results, String name) {
        return results.get(name).get(results.get(name).lastKey());
    }
}
