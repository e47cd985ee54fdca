package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics that change while a stream runs, and offsets that carry no record. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class LossTest {

    private static final Map<String, String> GO_ON =
            Map.of("spark.streaming.kafka.failOnDataLoss", "false");

    private final TestTopic topic = TestTopic.create("loss", 1);
    private final Collected collected = new Collected();

    @AfterEach
    void openGate() {
        Gate.open();
    }

    @Test
    void findsNewPartitionsAndReadsThemFromTheirFirstRecord() {
        topic.send("a");
        try (ManualStreaming streaming = start(Map.of("auto.offset.reset", "latest"))) {
            streaming.batch();
            topic.addPartitions(2);
            topic.sendTo(1, "x", "y");
            await().until(() -> streaming.batch() != null && collected.values().size() >= 2);
        }
        assertThat(collected.values()).containsExactly("x", "y");
    }

    @Test
    void findsNewTopicsOfAPatternAndReadsThemFromTheirFirstRecord() {
        String prefix = LocalStack.newName("pattern");
        TestTopic.create(prefix, 1).send("old");
        ConsumerStrategy<String, String> strategy =
                ConsumerStrategies.SubscribePattern(
                        Pattern.compile(prefix + ".*"),
                        Params.text("g", "auto.offset.reset", "latest"));
        try (ManualStreaming streaming = ManualStreaming.start(collected.from(strategy))) {
            streaming.batch();
            TestTopic.create(prefix, 1).send("a", "b");
            await().until(() -> streaming.batch() != null && collected.values().size() >= 2);
        }
        assertThat(collected.values()).containsExactly("a", "b");
    }

    @Test
    void tellsThatATopicWasMadeAgain() {
        topic.send("a");
        try (ManualStreaming streaming = start(Map.of())) {
            streaming.batch();
            recreate("other");
            assertLoss(() -> batchesUntilFailure(streaming), DataLoss.TOPIC_RECREATED);
        }
        assertThat(collected.values()).containsExactly("a");
    }

    @Test
    void goesOnWithATopicThatWasMadeAgainIfTold() {
        topic.send("a");
        try (ManualStreaming streaming =
                ManualStreaming.start(GO_ON, collected.from(Collected.subscribe(topic)))) {
            streaming.batch();
            recreate("other");
            await().until(() -> streaming.batch() != null && collected.values().size() >= 2);
        }
        assertThat(collected.values()).containsExactly("a", "other");
    }

    @Test
    void tellsThatRetentionWasFaster() {
        topic.send("a", "b", "c", "d");
        try (ManualStreaming streaming = start(Map.of())) {
            topic.deleteBefore(0, 3);
            // Found by the driver or, if it looked just before, by the task.
            assertThatThrownBy(() -> batchesUntilFailure(streaming))
                    .hasStackTraceContaining("[RECORDS_EXPIRED]")
                    .hasStackTraceContaining("has removed offsets [0, 3)");
        }
        assertThat(collected.values()).isEmpty();
    }

    @Test
    void goesOnBehindWhatRetentionRemovedIfTold() {
        topic.send("a", "b", "c", "d");
        try (ManualStreaming streaming =
                ManualStreaming.start(GO_ON, collected.from(Collected.subscribe(topic)))) {
            topic.deleteBefore(0, 3);
            streaming.batches(2);
        }
        assertThat(collected.values()).containsExactly("d");
    }

    @Test
    void tellsThatPendingBatchesCannotBeReadAgain() throws Exception {
        Path checkpoint = LocalStack.newDirectory("checkpoint");
        String name = topic.name();
        topic.send("a", "b");
        Gate.close(1_000);
        try (ManualStreaming streaming = gated(checkpoint, name)) {
            streaming.advance();
            Gate.awaitReached();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-1000")));
        }
        Gate.open();
        recreate("c", "d");
        assertLoss(
                () -> {
                    try (ManualStreaming streaming = gated(checkpoint, name)) {
                        streaming.awaitBatches(2);
                    }
                },
                DataLoss.TOPIC_RECREATED);
    }

    /** What the batch does is counted on the tasks, so that the failure of the read is seen. */
    private static ManualStreaming gated(Path checkpoint, String topic) {
        return ManualStreaming.getOrCreate(
                checkpoint,
                context ->
                        KafkaUtils.createDirectStream(
                                        context,
                                        LocationStrategies.PreferConsistent(),
                                        ConsumerStrategies.<String, String>Subscribe(
                                                List.of(topic), Params.text("gated")))
                                .foreachRDD(
                                        (rdd, time) -> {
                                            Gate.pass(time);
                                            rdd.collect();
                                        }));
    }

    @Test
    void passesOverAbortedRecordsAndMarkers() {
        transaction("a", "b").commitTransaction();
        transaction("lost").abortTransaction();
        transaction("c").commitTransaction();
        try (ManualStreaming streaming = start(Map.of())) {
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("a", "b", "c");
        assertThat(collected.ranges().get(0))
                .containsExactly(OffsetRange.create(topic.name(), 0, 0, 7));
    }

    @Test
    void readsUncommittedRecordsIfTold() {
        transaction("a").abortTransaction();
        try (ManualStreaming streaming = start(Map.of("isolation.level", "read_uncommitted"))) {
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("a");
    }

    private KafkaProducer<byte[], byte[]> transaction(String... values) {
        KafkaProducer<byte[], byte[]> producer =
                topic.producer(Map.of("transactional.id", LocalStack.newName("tx")));
        producer.initTransactions();
        producer.beginTransaction();
        for (String value : values) {
            producer.send(topic.record(0, value));
        }
        producer.flush();
        return producer;
    }

    private ManualStreaming start(Map<String, Object> params) {
        return ManualStreaming.start(collected.from(Collected.subscribe(topic, params)));
    }

    private void recreate(String... values) {
        topic.delete();
        await().ignoreExceptions()
                .until(
                        () -> {
                            topic.createAgain(1);
                            return true;
                        });
        topic.send(values);
    }

    private static void batchesUntilFailure(ManualStreaming streaming) {
        // A topic that was seen two seconds ago may still be taken for granted.
        await().until(
                        () -> {
                            streaming.batch();
                            return false;
                        });
    }

    private static void assertLoss(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable action, DataLoss loss) {
        assertThatThrownBy(action)
                .satisfies(
                        failure ->
                                assertThat(MillraceException.findIn(failure).orElseThrow().code())
                                        .isEqualTo(loss));
    }
}
