package io.millrace.dstream.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.ManualStreaming;
import io.millrace.dstream.MillraceStreams;
import io.millrace.dstream.Params;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.TransactionError;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class ExactlyOnceTest {

    private static final Set<String> REFUSED_WORDS = ConcurrentHashMap.newKeySet();

    private final TestTopic in = TestTopic.create("once-in", 2);
    private final TestTopic out = TestTopic.create("once-out", 1);
    private final Path checkpoint = LocalStack.newDirectory("once");

    @Test
    void writesEachBatchOnceWhenItIsRepeated() {
        in.send("a", "b", "c");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("copy"))) {
            streaming.batch();
            in.send("d");
            streaming.batch();
        }
        // The last batch of the checkpoint is repeated, then come new ones.
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("copy"))) {
            streaming.awaitBatches(1);
            in.send("e");
            streaming.batch();
        }

        assertThat(out.values()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    /** The totals of words, and their counts in the last two batches. */
    @Test
    void writesStateAndWindowsOnceWhenBatchesAreRepeated() {
        TestTopic totals = TestTopic.create("once-totals", 1);
        String source = in.name();
        String windowTarget = out.name();
        String totalTarget = totals.name();
        Consumer<JavaStreamingContext> setup =
                context -> {
                    JavaPairDStream<String, Long> counts =
                            words(context, source)
                                    .mapToPair(word -> new Tuple2<>(word, 1L))
                                    .reduceByKey(Long::sum, 2);
                    write(
                            counts.mapWithState(StateSpec.function(ExactlyOnceTest::add)),
                            "totals",
                            totalTarget);
                    write(
                            counts.reduceByKeyAndWindow(
                                            Long::sum,
                                            (all, gone) -> all - gone,
                                            Durations.seconds(2),
                                            Durations.seconds(1),
                                            2,
                                            count -> count._2() > 0)
                                    .map(count -> count._1() + count._2()),
                            "window",
                            windowTarget);
                };
        in.send("a", "b", "a");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            streaming.batch();
            in.send("b", "c");
            streaming.batch();
        }
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            streaming.awaitBatches(1);
            in.send("a");
            streaming.batch();
            streaming.batch();
        }

        assertThat(totals.values()).containsExactlyInAnyOrder("a2", "b1", "b2", "c1", "a3");
        assertThat(out.values())
                .containsExactlyInAnyOrder("a2", "b1", "a2", "b2", "c1", "b1", "c1", "a1", "a1");
    }

    private static String add(String word, Optional<Long> more, State<Long> state) {
        long total = (state.exists() ? state.get() : 0) + more.orElse(0L);
        state.update(total);
        return word + total;
    }

    @Test
    void writesNoBatchAfterOneThatFailed() {
        String poison = LocalStack.newName("poison");
        REFUSED_WORDS.add(poison);
        in.send("a");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("fails"))) {
            streaming.batch();
            in.send(poison, "b");
            assertThatThrownBy(() -> failingBatch(streaming)).hasMessageContaining("poison");
            in.send("c");
            assertThatThrownBy(() -> failingBatch(streaming)).hasMessageContaining("poison");
        }
        // What was in its other partition may be there, and what came later must not.
        assertThat(out.values()).contains("a").doesNotContain(poison, "c");

        REFUSED_WORDS.remove(poison);
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("fails"))) {
            streaming.awaitBatches(2);
            streaming.batch();
        }
        assertThat(out.values()).containsExactlyInAnyOrder("a", "b", "c", poison);
    }

    /** Spark repeats no batch whose last output was done. */
    @Test
    void writesNothingBehindAFailedBatchThatIsNotRepeated() throws Exception {
        String poison = LocalStack.newName("poison");
        REFUSED_WORDS.add(poison);
        String source = in.name();
        String target = out.name();
        Consumer<JavaStreamingContext> setup =
                context -> {
                    JavaDStream<String> words = words(context, source);
                    write(words, "first", target);
                    words.foreachRDD(rdd -> rdd.count());
                };
        in.send(poison);
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            assertThatThrownBy(() -> failingBatch(streaming)).hasMessageContaining("poison");
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-1000.bk")));
            streaming.advance();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-2000.bk")));
        }
        REFUSED_WORDS.remove(poison);
        in.send("b");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            assertThatThrownBy(() -> failingBatch(streaming))
                    .hasMessageContaining("FAILED_BATCH_PASSED_OVER");
        }
        assertThat(out.values()).isEmpty();
    }

    /** A batch whose checkpoint is gone would be planned anew, with other records. */
    @Test
    void noticesThatTheCheckpointIsOlderThanTheOutput() throws IOException {
        in.send("a");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("older"))) {
            streaming.batch();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-1000.bk")));
            in.send("b");
            streaming.batch();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-2000.bk")));
        }
        Files.delete(checkpoint.resolve("checkpoint-2000"));
        Files.delete(checkpoint.resolve("checkpoint-2000.bk"));
        in.send("c");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("older"))) {
            assertThatThrownBy(() -> failingBatch(streaming))
                    .hasMessageContaining("older than the output");
        }
        assertThat(out.values()).containsExactly("a", "b");
    }

    @Test
    void noticesOutputOfAnotherCheckpoint() {
        in.send("a");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, copy("named"))) {
            streaming.batch();
        }
        Path another = LocalStack.newDirectory("once");
        for (int i = 0; i < 2; i++) {
            // Not even when it is tried again, when the checkpoint is no longer new.
            try (ManualStreaming streaming = ManualStreaming.getOrCreate(another, copy("named"))) {
                assertThatThrownBy(() -> failingBatch(streaming))
                        .hasMessageContaining(TransactionError.NEW_LINEAGE.name());
            }
        }
        assertThat(out.values()).containsExactly("a");
    }

    @Test
    void appendsToATableOnce() {
        TestDatabase database = TestDatabase.shared();
        String table = LocalStack.newName("once").replace('-', '_');
        database.run("CREATE TABLE " + table + " (word text)");
        in.send("a", "b", "c");
        Consumer<JavaStreamingContext> setup = append(in.name(), table, database.port());
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            streaming.batch();
        }
        in.send("d");
        try (ManualStreaming streaming = ManualStreaming.getOrCreate(checkpoint, setup)) {
            streaming.awaitBatches(1);
            streaming.batch();
        }

        assertThat(database.rows("SELECT word FROM " + table)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void refusesWhatItCanSeeNotToBeTheSameAgain() {
        String atOnce = "spark.streaming.concurrentJobs";
        assertRefused(
                OutputError.BATCHES_AT_ONCE,
                context -> {
                    context.ssc().conf().set(atOnce, "2");
                    try {
                        write(words(context, in.name()), "at-once", out.name());
                    } finally {
                        context.ssc().conf().remove(atOnce);
                    }
                });
        assertRefused(
                OutputError.STREAM_NOT_REPLAYABLE,
                context ->
                        write(
                                context.socketTextStream(
                                        "127.0.0.1", 1, StorageLevel.MEMORY_ONLY()),
                                "receiver",
                                out.name()));
        assertRefused(
                OutputError.STREAM_NOT_REPLAYABLE,
                context ->
                        write(
                                context.<String>queueStream(new LinkedList<>()).map(w -> w),
                                "queue",
                                out.name()));
    }

    private static void assertRefused(OutputError code, Consumer<JavaStreamingContext> setup) {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            assertThatThrownBy(() -> setup.accept(context))
                                    .isInstanceOfSatisfying(
                                            MillraceException.class,
                                            e -> assertThat(e.code()).isEqualTo(code));
                            context.<String>queueStream(new LinkedList<>()).print();
                        })) {
            assertThat(streaming.completed()).isEmpty();
        }
    }

    @Test
    void needsACheckpoint() {
        in.send("a");
        try (ManualStreaming streaming = ManualStreaming.start(copy("unchecked"))) {
            assertThatThrownBy(() -> failingBatch(streaming))
                    .hasMessageContaining("CHECKPOINT_NEEDED");
        }
        assertThat(out.values()).isEmpty();
    }

    @Test
    void refusesPartitionsThatDependOnTheOrderOfAShuffle() {
        in.send("a");
        String source = in.name();
        String target = out.name();
        try (ManualStreaming streaming =
                ManualStreaming.getOrCreate(
                        checkpoint,
                        context ->
                                write(
                                        words(context, source)
                                                .mapToPair(word -> new Tuple2<>(word, 1))
                                                .reduceByKey(Integer::sum)
                                                .map(Tuple2::_1)
                                                .repartition(3),
                                        "moves",
                                        target))) {
            assertThatThrownBy(() -> failingBatch(streaming)).hasMessageContaining("ROWS_MOVE");
        }
        assertThat(out.values()).isEmpty();
    }

    /** Spark says that a batch has ended before it says that it has failed. */
    private static void failingBatch(ManualStreaming streaming) throws InterruptedException {
        streaming.batch();
        streaming.context().awaitTerminationOrTimeout(20_000);
    }

    private Consumer<JavaStreamingContext> copy(String name) {
        String source = in.name();
        String target = out.name();
        return context -> write(words(context, source), name, target);
    }

    private static Consumer<JavaStreamingContext> append(String source, String table, int port) {
        return context ->
                ExactlyOnce.toJdbc(
                        words(context, source),
                        new JdbcOutput(
                                "append",
                                Map.of(
                                        "url",
                                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                        "user",
                                        "postgres",
                                        "table",
                                        table),
                                new StructType().add("word", DataTypes.StringType)),
                        RowFactory::create);
    }

    private static JavaDStream<String> words(JavaStreamingContext context, String topic) {
        return MillraceStreams.createDirectStream(
                        context,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(
                                List.of(topic), Params.text("once")))
                .map(record -> record.value());
    }

    private static void write(JavaDStream<String> words, String name, String topic) {
        String bootstrap = LocalStack.broker().bootstrapServers();
        ExactlyOnce.toKafka(
                words,
                KafkaOutput.toTopic(name, KafkaConnection.to(bootstrap), topic),
                record(topic));
    }

    private static Function<String, ProducerRecord<byte[], byte[]>> record(String topic) {
        return word -> {
            if (REFUSED_WORDS.contains(word)) {
                throw new IllegalStateException(word);
            }
            return new ProducerRecord<>(topic, word.getBytes(StandardCharsets.UTF_8));
        };
    }
}
