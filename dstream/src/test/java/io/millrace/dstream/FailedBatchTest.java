package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program that goes on after a batch has failed, and is started again later. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class FailedBatchTest {

    private static final SortedMap<Long, List<OffsetRange>> RANGES = new ConcurrentSkipListMap<>();
    private static final SortedMap<Long, List<String>> WINDOWS = new ConcurrentSkipListMap<>();

    /** The batch that fails. */
    private static volatile long failing;

    private final TestTopic topic = TestTopic.create("failed", 1);
    private final Path checkpoint = LocalStack.newDirectory("checkpoint");

    @AfterEach
    void forget() {
        failing = 0;
        RANGES.clear();
        WINDOWS.clear();
    }

    @Test
    void readsTheFailedBatchAgainWhenLaterOnesAreDone() {
        failing = 3_000;
        try (ManualStreaming streaming = getOrCreate()) {
            for (String value : List.of("a", "b")) {
                topic.send(value);
                streaming.batch();
            }
            topic.send("c");
            assertThatThrownBy(
                            () -> {
                                streaming.batch();
                                streaming.context().awaitTerminationOrTimeout(20_000);
                            })
                    .hasMessageContaining("the batch fails");
            for (int time = 4; time <= 8; time++) {
                topic.send("value " + time);
                streaming.advance();
                Path done = checkpoint.resolve("checkpoint-" + time + "000.bk");
                await().until(() -> Files.exists(done));
            }
        }
        assertThat(RANGES).doesNotContainKey(3_000L).containsKey(8_000L);
        failing = 0;
        topic.send("later");
        try (ManualStreaming streaming = getOrCreate()) {
            streaming.awaitBatches(2);
        }
        assertThat(RANGES.get(3_000L)).containsExactly(range(2, 3));
        assertThat(WINDOWS.get(3_000L)).containsExactly("a", "b", "c");
        assertThat(RANGES.get(8_000L)).containsExactly(range(7, 8));
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
                                List.of(topic), Params.text("failed")));
        stream.window(Durations.seconds(3), Durations.seconds(1))
                .map(ConsumerRecord::value)
                .foreachRDD(
                        (rdd, time) ->
                                WINDOWS.put(
                                        time.milliseconds(),
                                        rdd.collect().stream().sorted().toList()));
        // Spark takes a batch for done unless its last output fails.
        stream.foreachRDD(
                (rdd, time) -> {
                    if (time.milliseconds() == failing) {
                        throw new IllegalStateException("the batch fails");
                    }
                    RANGES.put(
                            time.milliseconds(),
                            Arrays.asList(((HasOffsetRanges) rdd.rdd()).offsetRanges()));
                });
    }

    private OffsetRange range(long from, long until) {
        return OffsetRange.create(topic.name(), 0, from, until);
    }
}
