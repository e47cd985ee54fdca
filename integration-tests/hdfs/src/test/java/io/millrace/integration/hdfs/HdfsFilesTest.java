package io.millrace.integration.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.ManualStreaming;
import io.millrace.dstream.MillraceStreams;
import io.millrace.dstream.Params;
import io.millrace.dstream.PerPartitionConfig;
import io.millrace.dstream.output.ExactlyOnce;
import io.millrace.dstream.output.KafkaOutput;
import io.millrace.example.LinesToFiles;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of DStreams, and their checkpoint, on HDFS. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class HdfsFilesTest {

    private static final long ANY = 1_000;
    private static final AtomicLong RATE = new AtomicLong(ANY);
    private static HdfsCluster hdfs;

    private final TestTopic in = TestTopic.create("lines", 2);
    private final String output = hdfs.uri(LocalStack.newName("/output"));
    private final String checkpoint = hdfs.uri(LocalStack.newName("/checkpoint"));

    @BeforeAll
    static void startHdfs() {
        hdfs = HdfsCluster.start();
    }

    @AfterAll
    static void stopHdfs() {
        hdfs.close();
    }

    @Test
    void replacesTheFilesOfABatchThatIsRepeated() throws IOException {
        in.send("a b", "a");
        try (ManualStreaming streaming = streaming()) {
            streaming.batch();
            in.send("b", "c b");
            streaming.batch();
            awaitCheckpoint(2_000);
        }
        List<Long> first = hdfs.identities(output + "/lines-1000");
        List<Long> second = hdfs.identities(output + "/lines-2000");
        try (ManualStreaming streaming = streaming()) {
            // The last batch of the checkpoint.
            streaming.awaitBatches(1);
            in.send("d");
            streaming.batch();
        }

        assertThat(hdfs.lines(output))
                .isEqualTo(
                        Map.of(
                                "lines-1000", List.of("a", "a b"),
                                "lines-2000", List.of("b", "c b"),
                                "lines-3000", List.of("d")));
        assertThat(hdfs.counts(output))
                .isEqualTo(
                        Map.of(
                                "counts-1000", List.of("a 2", "b 1"),
                                "counts-2000", List.of("b 2", "c 1"),
                                "counts-3000", List.of("d 1")));
        assertThat(hdfs.identities(output + "/lines-1000")).isEqualTo(first);
        assertThat(hdfs.identities(output + "/lines-2000"))
                .hasSameSizeAs(second)
                .doesNotContainAnyElementsOf(second);
    }

    /** The driver dies behind the output of a batch and before there is a checkpoint of it. */
    @Test
    void replacesTheFilesOfABatchThatIsPlannedAnewWithMore() throws IOException {
        writeTwoBatchesAndLoseTheCheckpointOfTheLast();
        in.send("f");
        try (ManualStreaming streaming = streaming()) {
            streaming.awaitBatches(1);
            streaming.batches(2);
        }

        assertThat(hdfs.lines(output))
                .isEqualTo(
                        Map.of(
                                "lines-1000", List.of("a", "b"),
                                "lines-2000", List.of("c", "d", "e", "f"),
                                "lines-3000", List.of()));
    }

    /** The rate has become lower, so that less comes in the same batch. */
    @Test
    void replacesTheFilesOfABatchThatIsPlannedAnewWithLess() throws IOException {
        writeTwoBatchesAndLoseTheCheckpointOfTheLast();
        RATE.set(1);
        try (ManualStreaming streaming = streaming()) {
            streaming.awaitBatches(1);
            streaming.batches(2);
        } finally {
            RATE.set(ANY);
        }

        assertThat(hdfs.lines(output))
                .isEqualTo(
                        Map.of(
                                "lines-1000", List.of("a", "b"),
                                "lines-2000", List.of("c", "d"),
                                "lines-3000", List.of("e")));
        assertThat(hdfs.counts(output))
                .isEqualTo(
                        Map.of(
                                "counts-1000", List.of("a 1", "b 1"),
                                "counts-2000", List.of("c 1", "d 1"),
                                "counts-3000", List.of("e 1")));
    }

    private void writeTwoBatchesAndLoseTheCheckpointOfTheLast() throws IOException {
        in.send("a", "b");
        try (ManualStreaming streaming = streaming()) {
            streaming.batch();
            in.send("c", "d", "e");
            streaming.batch();
            awaitCheckpoint(2_000);
        }
        assertThat(hdfs.lines(output)).containsEntry("lines-2000", List.of("c", "d", "e"));
        hdfs.files().delete(new Path(checkpoint, "checkpoint-2000"), false);
        hdfs.files().delete(new Path(checkpoint, "checkpoint-2000.bk"), false);
    }

    /** Output that waits until its batch is in the checkpoint. */
    @Test
    void writesToKafkaOnceWithACheckpointOnHdfs() {
        TestTopic out = TestTopic.create("out", 1);
        in.send("a", "b");
        try (ManualStreaming streaming = copying(out.name())) {
            streaming.batch();
        }
        in.send("c");
        try (ManualStreaming streaming = copying(out.name())) {
            streaming.awaitBatches(1);
            streaming.batch();
        }

        assertThat(out.values()).containsExactlyInAnyOrder("a", "b", "c");
    }

    private ManualStreaming copying(String out) {
        String topic = in.name();
        String brokers = LocalStack.broker().bootstrapServers();
        return ManualStreaming.getOrCreate(
                checkpoint,
                Map.of(),
                context ->
                        ExactlyOnce.toKafka(
                                lines(context, topic),
                                KafkaOutput.toTopic("copy", KafkaConnection.to(brokers), out),
                                line ->
                                        new ProducerRecord<>(
                                                out, line.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * Half of a file, and a file of a task that was not done; a file of a third partition stays.
     */
    @Test
    void replacesWhatADeadAttemptHasLeft() throws IOException {
        String directory = output + "/lines-1000";
        write(directory + "/part-00000", "half");
        write(directory + "/part-00002", "stays\n");
        write(directory + "/_temporary/0/_temporary/attempt/part-00001", "dead");
        in.send("a", "b");
        try (ManualStreaming streaming = streaming()) {
            streaming.batch();
        }

        assertThat(hdfs.lines(output)).isEqualTo(Map.of("lines-1000", List.of("a", "b", "stays")));
        assertThat(hdfs.names(directory))
                .containsExactly("_SUCCESS", "part-00000", "part-00001", "part-00002");
    }

    private static void write(String path, String text) throws IOException {
        try (var out = hdfs.files().create(new Path(path))) {
            out.writeBytes(text);
        }
    }

    private ManualStreaming streaming() {
        String topic = in.name();
        String directory = output;
        return ManualStreaming.getOrCreate(
                checkpoint,
                Map.of(),
                context -> LinesToFiles.store(lines(context, topic), directory));
    }

    private static JavaDStream<String> lines(JavaStreamingContext context, String topic) {
        return MillraceStreams.createDirectStream(
                        context,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(
                                List.of(topic), Params.text("lines")),
                        new CommonRate())
                .map(ConsumerRecord::value);
    }

    /** What all streams of this class may read, also those that come from a checkpoint. */
    private static final class CommonRate extends PerPartitionConfig {
        private static final long serialVersionUID = 1L;

        @Override
        public long maxRatePerPartition(TopicPartition partition) {
            return RATE.get();
        }
    }

    /** Of the end of a batch. */
    private void awaitCheckpoint(long time) {
        await().until(
                        () ->
                                hdfs.files()
                                        .exists(
                                                new Path(
                                                        checkpoint, "checkpoint-" + time + ".bk")));
    }
}
