package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class DirectStreamTest {

    private final TestTopic topic = TestTopic.create("direct", 2);
    private final String group = LocalStack.newName("group");
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<List<OffsetRange>> ranges = new CopyOnWriteArrayList<>();

    @Test
    void readsWhatHasComeSinceTheLastBatch() {
        topic.send("a", "b", "c");
        try (ManualStreaming streaming = ManualStreaming.start(this::collect)) {
            streaming.batch();
            topic.send("d");
            streaming.batch();
            streaming.batch();
        }

        assertThat(batches).containsExactly(List.of("a", "c", "b"), List.of("d"), List.of());
        assertThat(ranges)
                .containsExactly(
                        List.of(range(0, 0, 2), range(1, 0, 1)),
                        List.of(range(0, 2, 3), range(1, 1, 1)),
                        List.of(range(0, 3, 3), range(1, 1, 1)));
    }

    @Test
    void tellsListenersWhatEachBatchReads() {
        topic.send("a", "b", "c");
        try (ManualStreaming streaming = ManualStreaming.start(this::collect)) {
            streaming.batch();

            assertThat(streaming.completed().get(0).numRecords()).isEqualTo(3);
            assertThat(
                            streaming
                                    .completed()
                                    .get(0)
                                    .streamIdToInputInfo()
                                    .apply(0)
                                    .metadataDescription()
                                    .get())
                    .contains("topic: " + topic.name() + "\tpartition: 0\toffsets: 0 to 2");
        }
    }

    @Test
    void commitsWhatIsHandedOverAndBeginsThereAgain() {
        topic.send("a", "b", "c");
        List<Map<TopicPartition, OffsetAndMetadata>> told = new CopyOnWriteArrayList<>();
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            JavaInputDStream<ConsumerRecord<String, String>> stream =
                                    stream(context);
                            stream.foreachRDD(
                                    rdd ->
                                            ((CanCommitOffsets) stream.inputDStream())
                                                    .commitAsync(
                                                            ((HasOffsetRanges) rdd.rdd())
                                                                    .offsetRanges(),
                                                            (offsets, failure) ->
                                                                    told.add(offsets)));
                        })) {
            streaming.batch();
            await().until(() -> !told.isEmpty());
            assertThat(told.get(0))
                    .containsOnly(
                            Map.entry(topic.partition(0), new OffsetAndMetadata(2)),
                            Map.entry(topic.partition(1), new OffsetAndMetadata(1)));
        }

        topic.send("d");
        try (ManualStreaming streaming = ManualStreaming.start(this::collect)) {
            streaming.batch();
        }
        assertThat(batches).containsExactly(List.of("d"));
    }

    @Test
    void commitsTheLastBatchBeforeAGracefulStopReturns() throws Exception {
        topic.send("a", "b", "c");
        ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            JavaInputDStream<ConsumerRecord<String, String>> stream =
                                    stream(context);
                            stream.foreachRDD(
                                    rdd ->
                                            ((CanCommitOffsets) stream.inputDStream())
                                                    .commitAsync(
                                                            ((HasOffsetRanges) rdd.rdd())
                                                                    .offsetRanges()));
                        });
        streaming.stopGracefully();

        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            assertThat(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get())
                    .containsOnly(
                            Map.entry(topic.partition(0), new OffsetAndMetadata(2)),
                            Map.entry(topic.partition(1), new OffsetAndMetadata(1)));
        }
    }

    /** At two seconds the first window asks for the second batch only, the other one for both. */
    @Test
    void readsNothingForATimeThatWasPassedOver() {
        List<List<String>> windows = new CopyOnWriteArrayList<>();
        List<List<String>> longer = new CopyOnWriteArrayList<>();
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            JavaInputDStream<ConsumerRecord<String, String>> stream =
                                    stream(context);
                            keep(stream, Durations.seconds(1), windows);
                            keep(stream, Durations.seconds(2), longer);
                        })) {
            for (String value : List.of("a", "b", "c", "d")) {
                topic.send(value);
                streaming.advance();
                if (value.equals("b")) {
                    streaming.awaitBatches(1);
                }
            }
            streaming.awaitBatches(2);
        }
        assertThat(windows).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThat(longer).isEqualTo(windows);
    }

    private static void keep(
            JavaInputDStream<ConsumerRecord<String, String>> stream,
            Duration length,
            List<List<String>> windows) {
        stream.window(length, Durations.seconds(2))
                .map(ConsumerRecord::value)
                .foreachRDD(rdd -> windows.add(rdd.collect().stream().sorted().toList()));
    }

    @Test
    void refusesToReadABatchAgainOfWhichItKnowsNoMore() {
        List<JavaInputDStream<?>> streams = new ArrayList<>();
        topic.send("a");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            streams.add(stream(context));
                            streams.get(0).foreachRDD(rdd -> rdd.count());
                        })) {
            streaming.batches(3);
            Time first = new Time(1_000);
            await().untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> streams.get(0).slice(first, first))
                                            .hasMessageContaining("[BATCH_FORGOTTEN]")
                                            .hasMessageContaining("1000 ms"));
        }
    }

    private void collect(JavaStreamingContext context) {
        stream(context)
                .foreachRDD(
                        rdd -> {
                            List<String> values = new ArrayList<>();
                            rdd.collect().forEach(record -> values.add(record.value()));
                            batches.add(values);
                            ranges.add(Arrays.asList(((HasOffsetRanges) rdd.rdd()).offsetRanges()));
                        });
    }

    private JavaInputDStream<ConsumerRecord<String, String>> stream(JavaStreamingContext context) {
        return KafkaUtils.createDirectStream(
                context,
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.<String, String>Subscribe(
                        List.of(topic.name()), Params.text(group)));
    }

    private OffsetRange range(int partition, long from, long until) {
        return OffsetRange.create(topic.name(), partition, from, until);
    }
}
