package io.millrace.kafka.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.OffsetRange;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of several partitions as they arrive, and what comes next in each. */
class TailReaderTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final TailConsumerPool pool = new TailConsumerPool(Duration.ofMinutes(1));
    private final String topic = TestBroker.name("tail");
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);

    private String topicId;

    @BeforeEach
    void createTopic() {
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.createIfAbsent(TopicOrder.of(topic, 2));
            topicId = topics.describe(topic).summary().id();
        }
    }

    @Test
    void goesOnWhereTheLastReaderStoppedEvenWithinWhatWasFetched() {
        TestRecords.send(first, "a0", "a1", "a2");
        TestRecords.send(second, "b0", "b1");

        List<String> read = new ArrayList<>();
        Map<TopicPartition, Long> next = Map.of(first, 0L, second, 0L);
        for (int i = 0; i < 5; i++) {
            try (TailReader reader = reader(settings(), next)) {
                read.add(text(reader.next(SOON)));
                next = reader.positions();
            }
        }

        assertThat(read).containsExactlyInAnyOrder("a0", "a1", "a2", "b0", "b1");
        assertThat(read).containsSubsequence("a0", "a1", "a2").containsSubsequence("b0", "b1");
        assertThat(next).isEqualTo(Map.of(first, 3L, second, 2L));
        try (TailReader reader = reader(settings(), next)) {
            assertThat(reader.next(AT_ONCE)).isNull();
            TestRecords.send(second, "b2");
            assertThat(text(reader.next(SOON))).isEqualTo("b2");
        }
    }

    @Test
    void passesOverMarkersAndAbortedRecordsOfTransactions() {
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            for (boolean commit : List.of(true, false)) {
                producer.beginTransaction();
                producer.send(TestRecords.record(first, null, null, "committed " + commit));
                producer.flush();
                if (commit) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
        FetchSettings committed =
                new FetchSettings(
                        TestBroker.shared().connection(),
                        IsolationLevel.READ_COMMITTED,
                        Duration.ofSeconds(30),
                        DataLossPolicy.FAIL);

        try (TailReader reader = reader(committed, Map.of(first, 0L, second, 0L))) {
            assertThat(text(reader.next(SOON))).isEqualTo("committed true");
            assertThat(reader.next(Duration.ofMillis(500))).isNull();
            assertThat(reader.positions()).isEqualTo(Map.of(first, 4L, second, 0L));
        }
    }

    @Test
    void stopsWhereRecordsHaveExpiredOrGoesOnBehindThem() throws Exception {
        TestRecords.send(first, "a0", "a1", "a2");
        try (Admin admin = TestBroker.shared().connection().openAdmin()) {
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(2))).all().get();
        }

        try (TailReader reader = reader(settings(), Map.of(first, 0L, second, 0L))) {
            assertThatThrownBy(() -> reader.next(SOON))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(DataLoss.RECORDS_EXPIRED));
        }
        FetchSettings tolerant =
                new FetchSettings(
                        TestBroker.shared().connection(),
                        IsolationLevel.READ_UNCOMMITTED,
                        Duration.ofSeconds(30),
                        DataLossPolicy.CONTINUE);
        try (TailReader reader = reader(tolerant, Map.of(first, 0L, second, 0L))) {
            assertThat(text(reader.next(SOON))).isEqualTo("a2");
        }
    }

    @Test
    void goesBackOfALogThatIsShorterIfToldTo() {
        TestRecords.send(first, "a0", "a1");
        FetchSettings tolerant =
                new FetchSettings(
                        TestBroker.shared().connection(),
                        IsolationLevel.READ_UNCOMMITTED,
                        Duration.ofSeconds(30),
                        DataLossPolicy.CONTINUE);

        try (TailReader reader = reader(tolerant, Map.of(first, 7L, second, 0L))) {
            assertThat(reader.next(Duration.ofSeconds(1))).isNull();
            TestRecords.send(first, "a2");
            assertThat(text(reader.next(SOON))).isEqualTo("a2");
        }
    }

    @Test
    void blocksWhileNothingArrives() {
        try (TailReader reader = reader(settings(), Map.of(first, 0L, second, 0L))) {
            reader.next(Duration.ofMillis(500));
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assertThat(reader.next(Duration.ofSeconds(2))).isNull();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

            assertThat(Duration.ofNanos(cpu)).isLessThan(Duration.ofMillis(200));
        }
    }

    private static FetchSettings settings() {
        return new FetchSettings(
                TestBroker.shared().connection(),
                IsolationLevel.READ_UNCOMMITTED,
                Duration.ofSeconds(30),
                DataLossPolicy.FAIL);
    }

    private TailReader reader(FetchSettings settings, Map<TopicPartition, Long> from) {
        List<OffsetRange> ranges = new ArrayList<>();
        from.forEach(
                (partition, offset) ->
                        ranges.add(new OffsetRange(partition, topicId, offset, Long.MAX_VALUE)));
        return new TailReader(pool, settings, ranges);
    }

    private static String text(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return StandardCharsets.UTF_8.decode(record.value().duplicate()).toString();
    }
}
