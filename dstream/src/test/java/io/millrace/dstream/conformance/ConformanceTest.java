package io.millrace.dstream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.KafkaUtils;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.ManualStreaming;
import io.millrace.dstream.Params;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each operation of the classic streaming API over a direct stream and over a queue with the same
 * data: batch by batch the results are the same.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class ConformanceTest {

    /** What comes in each batch, to partition 0 and to partition 1. */
    private static final List<List<List<String>>> BATCHES =
            List.of(
                    List.of(List.of("a,1", "b,2", "a,3"), List.of("c,4")),
                    List.of(List.of("b,5"), List.of("a,6", "d,8")),
                    List.of(List.of(), List.of()),
                    List.of(List.of("c,2", "c,9"), List.of()),
                    List.of(List.of("e,12"), List.of("a,3", "b,1", "e,4")));

    private static final String DIRECT = "direct";
    private static final String QUEUE = "queue";
    private static final int NO_DATA_BATCHES = 2;

    /** Results by source, operation and time; the operations run in this process. */
    private static final Map<String, Map<String, SortedMap<Long, List<String>>>> RESULTS =
            new ConcurrentHashMap<>();

    private static final Path FILES = LocalStack.newDirectory("saved");

    private static List<Time> times;

    @BeforeAll
    static void runAll() {
        TestTopic topic = TestTopic.create("conformance", 2);
        List<JavaDStream<?>> sliced = new ArrayList<>();
        Map<String, String> settings =
                Map.of(
                        "spark.streaming.concurrentJobs", "2",
                        "spark.hadoop.validateOutputSpecs", "false");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        settings,
                        context -> {
                            context.checkpoint(LocalStack.newDirectory("state").toString());
                            context.remember(Durations.minutes(1));
                            JavaInputDStream<ConsumerRecord<String, String>> direct =
                                    direct(context, topic);
                            // Only what is in the queue now is read.
                            JavaDStream<String> queued =
                                    context.queueStream(queue(context.sparkContext()));
                            setUp(new Source(DIRECT, direct.map(ConsumerRecord::value)));
                            setUp(new Source(QUEUE, queued));
                            collect(
                                    DIRECT,
                                    "window of the stream itself",
                                    direct.window(Durations.seconds(2)).map(ConsumerRecord::value));
                            collect(
                                    QUEUE,
                                    "window of the stream itself",
                                    queued.window(Durations.seconds(2)));
                            sliced.add(direct.map(ConsumerRecord::value));
                            sliced.add(queued);
                            sliced.forEach(s -> s.foreachRDD(rdd -> {}));
                        })) {
            for (List<List<String>> batch : BATCHES) {
                topic.sendTo(0, batch.get(0).toArray(String[]::new));
                topic.sendTo(1, batch.get(1).toArray(String[]::new));
                streaming.batch();
            }
            streaming.batches(NO_DATA_BATCHES);
            times = streaming.completed().stream().map(b -> b.batchTime()).toList();
            for (int i = 0; i < 2; i++) {
                slice(i == 0 ? DIRECT : QUEUE, sliced.get(i));
            }
        }
    }

    private static Queue<JavaRDD<String>> queue(JavaSparkContext spark) {
        List<List<List<String>>> batches = new ArrayList<>(BATCHES);
        batches.addAll(Collections.nCopies(NO_DATA_BATCHES, List.of(List.of(), List.of())));
        Queue<JavaRDD<String>> queue = new ArrayDeque<>();
        batches.forEach(b -> queue.add(spark.parallelize(b, 2).flatMap(List::iterator)));
        return queue;
    }

    private static JavaInputDStream<ConsumerRecord<String, String>> direct(
            JavaStreamingContext context, TestTopic topic) {
        return KafkaUtils.createDirectStream(
                context,
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.<String, String>Subscribe(
                        List.of(topic.name()), Params.text(LocalStack.newName("group"))));
    }

    private static void setUp(Source source) {
        Operations.all()
                .forEach(
                        (name, operation) -> {
                            JavaDStream<?> result = operation.on(source);
                            collect(source.name(), name, result);
                        });
        String prefix = FILES.resolve(source.name()).toString();
        source.lines().dstream().saveAsTextFiles(prefix + "-text", "");
        source.lines().dstream().saveAsObjectFiles(prefix + "-object", "");
        source.pairs()
                .saveAsHadoopFiles(
                        prefix + "-hadoop",
                        "x",
                        String.class,
                        Integer.class,
                        org.apache.hadoop.mapred.TextOutputFormat.class);
        source.pairs()
                .saveAsNewAPIHadoopFiles(
                        prefix + "-new", "x", String.class, Integer.class, TextOutputFormat.class);
    }

    private static <T> void collect(String source, String operation, JavaDStream<T> stream) {
        stream.foreachRDD(
                (rdd, time) ->
                        results(source, operation).put(time.milliseconds(), shown(rdd.collect())));
    }

    private static SortedMap<Long, List<String>> results(String source, String operation) {
        return RESULTS.computeIfAbsent(operation, o -> new ConcurrentHashMap<>())
                .computeIfAbsent(source, s -> new ConcurrentSkipListMap<>());
    }

    private static <T> void slice(String source, JavaDStream<T> stream) {
        List<String> shown = new ArrayList<>();
        stream.slice(times.get(1), times.get(3)).forEach(rdd -> shown.addAll(shown(rdd.collect())));
        results(source, "slice").put(0L, shown);
    }

    /** What says the same whatever the order in which tasks end. */
    private static List<String> shown(List<?> elements) {
        return elements.stream().map(Shown::of).sorted().toList();
    }

    @TestFactory
    Stream<DynamicTest> givesTheSameAsAQueue() {
        return new TreeMap<>(RESULTS)
                .entrySet().stream()
                        .map(
                                entry ->
                                        DynamicTest.dynamicTest(
                                                entry.getKey(), () -> compare(entry.getValue())));
    }

    private static void compare(Map<String, SortedMap<Long, List<String>>> results) {
        assertThat(results.get(DIRECT)).isEqualTo(results.get(QUEUE));
        assertThat(results.get(DIRECT).values().stream().flatMap(List::stream)).isNotEmpty();
    }

    @Test
    void coversWhatThereIs() {
        assertThat(RESULTS).hasSizeGreaterThanOrEqualTo(80);
    }

    @TestFactory
    Stream<DynamicTest> savesTheSameFiles() {
        return Stream.of("text", "hadoop", "new", "object")
                .map(kind -> DynamicTest.dynamicTest(kind, () -> compareFiles(kind)));
    }

    private static void compareFiles(String kind) throws IOException {
        SortedMap<String, List<String>> direct = saved(DIRECT + "-" + kind);
        assertThat(direct).isEqualTo(saved(QUEUE + "-" + kind));
        assertThat(direct).hasSize(BATCHES.size() + NO_DATA_BATCHES);
        assertThat(direct.values().stream().flatMap(List::stream)).isNotEmpty();
    }

    /** The lines of all parts, by the time in the directory's name. */
    private static SortedMap<String, List<String>> saved(String prefix) throws IOException {
        SortedMap<String, List<String>> saved = new TreeMap<>();
        try (Stream<Path> directories = Files.list(FILES)) {
            for (Path directory : directories.toList()) {
                String name = directory.getFileName().toString();
                if (name.startsWith(prefix)) {
                    saved.put(
                            name.substring(prefix.length()),
                            prefix.endsWith("object") ? objects(directory) : lines(directory));
                }
            }
        }
        return saved;
    }

    private static List<String> objects(Path directory) {
        return JavaSparkContext.fromSparkContext(LocalStack.session().sparkContext())
                .<String>objectFile(directory.toString())
                .collect();
    }

    private static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> parts = Files.list(directory)) {
            for (Path part : parts.sorted().toList()) {
                if (part.getFileName().toString().startsWith("part-")) {
                    lines.add(Files.readString(part));
                }
            }
        }
        return lines;
    }
}
