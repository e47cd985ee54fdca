package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.scheduler.RateController;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much a batch reads. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class RateTest {

    private final TestTopic topic = TestTopic.create("rate", 2);
    private final Collected collected = new Collected();

    /** Partition 0 has 100 records, partition 1 has 20. */
    @BeforeEach
    void send() {
        topic.sendTo(0, numbers(100));
        topic.sendTo(1, numbers(20));
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
    }

    @Test
    void keepsToTheRateOfTheConfiguration() {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        Map.of("spark.streaming.kafka.maxRatePerPartition", "30"),
                        collected.from(Collected.subscribe(topic)))) {
            streaming.batches(2);
        }
        assertThat(collected.ranges())
                .containsExactly(ranges(0, 30, 0, 20), ranges(30, 60, 20, 20));
        assertThat(collected.values()).hasSize(80);
    }

    @Test
    void keepsToTheRateOfEachPartition() {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        collected.from(Collected.subscribe(topic), new SevenOfFirst()))) {
            streaming.batches(2);
        }
        assertThat(collected.ranges()).containsExactly(ranges(0, 7, 0, 20), ranges(7, 14, 20, 20));
    }

    @Test
    void sharesTheInitialRateByWhatWaits() {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        Map.of(
                                "spark.streaming.backpressure.enabled", "true",
                                "spark.streaming.backpressure.initialRate", "60"),
                        collected.from(Collected.subscribe(topic)))) {
            streaming.batch();
        }
        assertThat(collected.ranges()).containsExactly(ranges(0, 50, 0, 10));
    }

    @Test
    void readsAtTheLeastWhatIsAskedForUnderBackPressure() {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        Map.of(
                                "spark.streaming.backpressure.enabled", "true",
                                "spark.streaming.backpressure.initialRate", "2",
                                "spark.streaming.kafka.minRatePerPartition", "5"),
                        collected.from(Collected.subscribe(topic)))) {
            streaming.batch();
        }
        assertThat(collected.ranges()).containsExactly(ranges(0, 5, 0, 5));
    }

    @Test
    void takesTheRateThatSparkLearnsFromBatches() {
        List<JavaInputDStream<?>> streams = new ArrayList<>();
        long learnt;
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        Map.of(
                                "spark.streaming.backpressure.enabled", "true",
                                "spark.streaming.backpressure.initialRate", "2",
                                "spark.streaming.backpressure.pid.minRate", "41"),
                        context -> {
                            var stream =
                                    KafkaUtils.createDirectStream(
                                            context,
                                            LocationStrategies.PreferConsistent(),
                                            Collected.subscribe(topic));
                            streams.add(stream);
                            stream.foreachRDD(collected::take);
                        })) {
            // The first batch says how fast it was, the second changes the rate by that.
            streaming.batches(2);
            RateController controller = streams.get(0).inputDStream().rateController().get();
            await().until(() -> controller.getLatestRate() > 2);
            learnt = controller.getLatestRate();
            topic.sendTo(0, numbers(2_000));
            streaming.batch();
        }
        assertThat(collected.values()).hasSize((int) (2 + 2 + learnt));
    }

    private List<OffsetRange> ranges(long from0, long until0, long from1, long until1) {
        return List.of(
                OffsetRange.create(topic.name(), 0, from0, until0),
                OffsetRange.create(topic.name(), 1, from1, until1));
    }

    private static final class SevenOfFirst extends PerPartitionConfig {
        private static final long serialVersionUID = 1L;

        @Override
        public long maxRatePerPartition(TopicPartition partition) {
            return partition.partition() == 0 ? 7 : 0;
        }
    }
}
