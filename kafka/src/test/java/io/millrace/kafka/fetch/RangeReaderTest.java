package io.millrace.kafka.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every record of a range, each once and in order, whatever the log holds between them. */
@ParameterizedClass
@EnumSource(RecordBatches.class)
class RangeReaderTest {

    @Parameter private RecordBatches batches;

    private final ConsumerPool pool = new ConsumerPool(Duration.ofMinutes(1));
    private final TopicPartition partition = new TopicPartition(TestBroker.name("range"), 0);

    private String topicId;

    @BeforeEach
    void createTopic() {
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.createIfAbsent(TopicOrder.of(partition.topic(), 1));
            topicId = topics.describe(partition.topic()).summary().id();
        }
    }

    @AfterEach
    void closeConsumers() {
        pool.closeIdle();
    }

    @Test
    void endsWhereTheRangeEnds() {
        send(0, 1_000);

        assertThat(read(settings(), 0, 1_000)).isEqualTo(values(0, 1_000));
        assertThat(read(settings(), 10, 20)).isEqualTo(values(10, 20));
        assertThat(read(settings(), 20, 20)).isEmpty();
    }

    @Test
    void goesOnWithWhatWasFetchedForTheRangeBefore() {
        send(0, 1_000);

        assertThat(read(settings(), 0, 10)).isEqualTo(values(0, 10));
        PartitionConsumer kept = pool.take(settings(), new OffsetRange(partition, topicId, 10, 20));
        assertThat(kept.peek().offset()).isEqualTo(10);
        pool.giveBack(kept);

        assertThat(read(settings(), 10, 1_000)).isEqualTo(values(10, 1_000));
    }

    @Test
    void readsTwoRangesOfAPartitionSideBySide() {
        send(0, 100);

        List<String> read = new ArrayList<>();
        try (RangeReader first = reader(settings(), 0, 50);
                RangeReader second = reader(settings(), 50, 100)) {
            for (int i = 0; i < 50; i++) {
                read.add(text(first.next()));
                read.add(text(second.next()));
            }
            assertThat(first.next()).isNull();
            assertThat(second.next()).isNull();
        }

        assertThat(read)
                .isEqualTo(
                        IntStream.range(0, 50)
                                .boxed()
                                .flatMap(i -> List.of("v" + i, "v" + (50 + i)).stream())
                                .toList());
    }

    /**
     * @faults C9
     */
    @Test
    void passesOverMarkersAndAbortedRecordsOfTransactions() {
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("transactional.id", partition.topic()))) {
            producer.initTransactions();
            transact(producer, "a", true);
            transact(producer, "b", false);
            transact(producer, "c", true);
            transact(producer, "d", false);
        }

        // Two records and a marker each; the log ends in an aborted transaction.
        assertThat(read(settings(IsolationLevel.READ_COMMITTED), 0, 12))
                .containsExactly("a0", "a1", "c0", "c1");
        assertThat(read(settings(IsolationLevel.READ_UNCOMMITTED), 0, 12))
                .containsExactly("a0", "a1", "b0", "b1", "c0", "c1", "d0", "d1");
        // A range of nothing but what is passed over.
        assertThat(read(settings(IsolationLevel.READ_COMMITTED), 2, 6)).isEmpty();
    }

    /**
     * More than one fetch or poll has nothing to give.
     *
     * @faults C8
     */
    @Test
    void passesOverAThousandOffsetsThatNobodySees() {
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("transactional.id", partition.topic()))) {
            producer.initTransactions();
            for (int i = 0; i < 340; i++) {
                transact(producer, "x", false);
            }
            transact(producer, "a", true);
        }

        assertThat(read(settings(IsolationLevel.READ_COMMITTED), 0, 1_023))
                .containsExactly("a0", "a1");
        assertThat(read(settings(IsolationLevel.READ_COMMITTED), 3, 1_000)).isEmpty();
    }

    /** What follows the last record is there already; waiting for more would be in vain. */
    @Test
    void doesNotWaitBehindTheLastRecordOfATransaction() {
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("transactional.id", partition.topic()))) {
            producer.initTransactions();
            for (int i = 0; i < 20; i++) {
                transact(producer, "t" + i, true);
            }
        }
        read(settings(), 0, 60);

        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(read(settings(), 3L * i, 3L * i + 3))
                    .containsExactly("t" + i + "0", "t" + i + "1");
        }

        // One poll that finds nothing waits for half a second.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    /** The same name and the same offsets, but other records. */
    @Test
    void takesNothingThatWasFetchedFromADeletedTopic() {
        send(0, 20);
        assertThat(read(settings(), 0, 5)).isEqualTo(values(0, 5));
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.delete(List.of(partition.topic()));
            await().ignoreExceptions()
                    .until(() -> topics.createIfAbsent(TopicOrder.of(partition.topic(), 1)));
            topicId = topics.describe(partition.topic()).summary().id();
        }
        send(100, 120);

        assertThat(read(settings(), 5, 10)).isEqualTo(values(105, 110));
    }

    /**
     * @faults C15
     */
    @Test
    void stopsWhereRecordsHaveExpired() throws Exception {
        send(0, 100);
        deleteBefore(40);

        assertThatThrownBy(() -> read(settings(), 10, 100))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DataLoss.RECORDS_EXPIRED))
                .hasMessageContaining(partition.toString())
                .hasMessageContaining("10")
                .hasMessageContaining("40");
    }

    @Test
    void goesOnBehindExpiredRecordsIfToldTo() throws Exception {
        send(0, 100);
        deleteBefore(40);
        FetchSettings tolerant =
                new FetchSettings(
                        TestBroker.shared().connection(),
                        IsolationLevel.READ_UNCOMMITTED,
                        batches,
                        Duration.ofSeconds(30),
                        DataLossPolicy.CONTINUE);

        assertThat(read(tolerant, 10, 100)).isEqualTo(values(40, 100));
        assertThat(read(tolerant, 10, 30)).isEmpty();
    }

    @Test
    void saysThatALogIsShorterThanTheRange() {
        send(0, 5);

        assertThatThrownBy(() -> read(settings(), 7, 10))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DataLoss.LOG_TRUNCATED));
    }

    @Test
    void doesNotWaitForEverForRecordsThatWereThereOnce() {
        send(0, 5);

        assertThatThrownBy(() -> read(impatient(DataLossPolicy.FAIL), 0, 6))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(DataLoss.LOG_TRUNCATED))
                .hasMessageContaining("ends at 5")
                .hasStackTraceContaining(FetchError.FETCH_TIMEOUT.name())
                .hasStackTraceContaining("300ms");
        assertThat(read(impatient(DataLossPolicy.CONTINUE), 0, 6)).isEqualTo(values(0, 5));
    }

    private FetchSettings impatient(DataLossPolicy onDataLoss) {
        return new FetchSettings(
                TestBroker.shared().connection(),
                IsolationLevel.READ_UNCOMMITTED,
                batches,
                Duration.ofMillis(300),
                onDataLoss);
    }

    private void transact(KafkaProducer<byte[], byte[]> producer, String name, boolean commit) {
        producer.beginTransaction();
        producer.send(TestRecords.record(partition, null, null, name + "0"));
        producer.send(TestRecords.record(partition, null, null, name + "1"));
        producer.flush();
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private void deleteBefore(long offset) throws Exception {
        try (Admin admin = TestBroker.shared().connection().openAdmin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private void send(int from, int until) {
        TestRecords.send(partition, values(from, until).toArray(String[]::new));
    }

    private static List<String> values(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "v" + i).toList();
    }

    private FetchSettings settings() {
        return settings(IsolationLevel.READ_UNCOMMITTED);
    }

    private FetchSettings settings(IsolationLevel isolation) {
        return new FetchSettings(
                TestBroker.shared().connection(),
                isolation,
                batches,
                Duration.ofSeconds(30),
                DataLossPolicy.FAIL);
    }

    private RangeReader reader(FetchSettings settings, long from, long until) {
        return new RangeReader(pool, settings, new OffsetRange(partition, topicId, from, until));
    }

    private List<String> read(FetchSettings settings, long from, long until) {
        List<String> values = new ArrayList<>();
        try (RangeReader reader = reader(settings, from, until)) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                values.add(text(record));
            }
        }
        return values;
    }

    private static String text(FetchedRecord record) {
        return new String(
                record.valueArray(),
                record.valueOffset(),
                record.valueLength(),
                StandardCharsets.UTF_8);
    }
}
