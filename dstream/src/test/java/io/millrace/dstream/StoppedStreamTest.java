package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.junit.jupiter.api.Test;

/** Batches may still run when their stream has been stopped. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class StoppedStreamTest {

    private final TestTopic topic = TestTopic.create("stopped", 1);
    private final List<JavaInputDStream<ConsumerRecord<String, String>>> streams =
            new ArrayList<>();
    private final OffsetRange[] ranges = {OffsetRange.create(topic.name(), 0, 0, 1)};

    @Test
    void tellsTheCallbackThatACommitCameTooLate() {
        DirectStream<String, String> stream = stopped(false);
        assertTold(stream);
    }

    @Test
    void tellsSoToWhoHasCommittedBefore() {
        DirectStream<String, String> stream = stopped(true);
        assertTold(stream);
    }

    @Test
    void plansNoBatch() {
        DirectStream<String, String> stream = stopped(false);
        assertThatThrownBy(() -> stream.compute(new Time(9_000)))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DStreamError.STREAM_STOPPED));
    }

    private void assertTold(DirectStream<String, String> stream) {
        List<Exception> told = new ArrayList<>();
        stream.commitAsync(ranges, (offsets, failure) -> told.add(failure));
        stream.commitAsync(ranges);
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DStreamError.COMMIT_IMPOSSIBLE));
    }

    private DirectStream<String, String> stopped(boolean committed) {
        topic.send("a");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context -> {
                            streams.add(
                                    KafkaUtils.createDirectStream(
                                            context,
                                            LocationStrategies.PreferConsistent(),
                                            ConsumerStrategies.<String, String>Subscribe(
                                                    List.of(topic.name()),
                                                    Params.text(LocalStack.newName("group")))));
                            streams.get(0).foreachRDD(rdd -> rdd.count());
                        })) {
            streaming.batch();
            if (committed) {
                ((CanCommitOffsets) streams.get(0).inputDStream()).commitAsync(ranges);
            }
        }
        return (DirectStream<String, String>) streams.get(0).inputDStream();
    }
}
