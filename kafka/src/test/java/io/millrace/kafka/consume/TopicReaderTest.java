package io.millrace.kafka.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.position.LogPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final String topic = topic(2);
    private final TopicPartition p0 = new TopicPartition(topic, 0);
    private final TopicPartition p1 = new TopicPartition(topic, 1);
    private final CollectingSink sink = new CollectingSink();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void readsEverythingThereIsInTheOrderOfEachPartition() throws IOException {
        TestRecords.send(p0, "a", "b");
        TestRecords.send(p1, "x", null, "z");

        long records = read(ReadOrder.all(topic));

        assertThat(records).isEqualTo(5);
        assertThat(sink.values(0)).containsExactly("a", "b");
        assertThat(sink.values(1)).containsExactly("x", null, "z");
        assertThat(sink.unflushed()).isZero();
    }

    @Test
    void endsAtOnceWhereThereIsNothing() throws IOException {
        assertThat(read(ReadOrder.all(topic))).isZero();
    }

    @Test
    void takesNoMoreThanTheMost() throws IOException {
        TestRecords.send(p0, "a", "b", "c");

        assertThat(read(order().max(2))).isEqualTo(2);
        assertThat(sink.values()).containsExactly("a", "b");
    }

    @Test
    void readsChosenPartitionsOnly() throws IOException {
        TestRecords.send(p0, "a");
        TestRecords.send(p1, "x");

        read(order().partition(1).untilEnd());

        assertThat(sink.values()).containsExactly("x");
        assertThatThrownBy(() -> read(order().partition(2).untilEnd()))
                .hasMessageContaining("[PARTITION_NOT_FOUND] Cannot find partition 2");
    }

    @Test
    void startsWhereItIsTold() throws IOException {
        TestRecords.send(p0, "a", "b", "c", "d");

        read(order().from(new LogPosition.AtOffset(2)).partition(0).untilEnd());
        assertThat(sink.values()).containsExactly("c", "d");

        sink.clear();
        read(order().from(new LogPosition.BeforeEnd(1)).partition(0).untilEnd());
        assertThat(sink.values()).containsExactly("d");
    }

    @Test
    void saysWhereItStartsIfAPartitionDoesNotHoldTheOffset() throws IOException {
        TestRecords.send(p0, "a", "b", "c");

        read(order().from(new LogPosition.AtOffset(2)).untilEnd());

        assertThat(sink.values()).containsExactly("c");
        assertThat(sink.moved()).containsOnlyKeys(p1);
        assertThat(sink.moved().get(p1).bounds()).isEqualTo(new LogBounds(0, 0));
    }

    @Test
    void waitsForRecordsToComeUntilItIsStopped() throws Exception {
        TestRecords.send(p0, "before");
        try (TopicReader reader =
                new TopicReader(connection, order().from(new LogPosition.Latest()).build())) {
            CompletableFuture<Long> reading = readInBackground(reader);
            await().until(
                            () -> {
                                TestRecords.send(p1, "after");
                                return reader.records() > 0;
                            });

            reader.stop();

            assertThat(reading.get()).isPositive();
            assertThat(sink.values()).isNotEmpty().containsOnly("after");
        }
    }

    @Test
    void endsThoughTheLogEndsWithWhatItMayNotSee() throws IOException {
        TestRecords.send(p0, "a");
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            producer.send(TestRecords.record(p0, null, null, "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(TestRecords.record(p1, null, null, "open"));
            producer.flush();

            read(order().untilEnd());
            assertThat(sink.values()).containsExactly("a");

            sink.clear();
            read(order().isolation(IsolationLevel.READ_UNCOMMITTED).untilEnd());
            assertThat(sink.values()).containsExactlyInAnyOrder("a", "aborted", "open");
            producer.abortTransaction();
        }
    }

    @Test
    void goesOnWhereItsGroupHasComeTo() throws IOException {
        String group = TestBroker.name("resumes");
        TestRecords.send(p0, "a", "b", "c");
        TestRecords.send(p1, "x", "y", "z");

        read(order().group(group).max(4));
        assertThat(sink.values()).hasSize(4);
        assertThat(committed(group).values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(4);

        read(order().group(group).untilEnd());
        assertThat(sink.values()).containsExactlyInAnyOrder("a", "b", "c", "x", "y", "z");
        assertThat(committed(group)).isEqualTo(Map.of(p0, 3L, p1, 3L));

        read(order().group(group).untilEnd());
        assertThat(sink.values()).hasSize(6);
    }

    @Test
    void startsAGroupWithoutOffsetsWhereItIsTold() throws IOException {
        String group = TestBroker.name("starts");
        TestRecords.send(p0, "a", "b", "c");

        read(order().group(group).partition(0).from(new LogPosition.AtOffset(1)).max(1));
        assertThat(sink.values()).containsExactly("b");

        read(order().group(group).from(new LogPosition.Earliest()).untilEnd());
        assertThat(sink.values()).containsExactly("b", "c");
    }

    @Test
    void leavesNothingBehindWithoutAGroup() throws IOException {
        TestRecords.send(p0, "a");
        String group = TestBroker.name("ignored");

        KafkaConnection named =
                new KafkaConnection(connection.bootstrapServers(), Map.of("group.id", group));
        try (TopicReader reader = new TopicReader(named, ReadOrder.all(topic))) {
            assertThat(reader.read(sink)).isEqualTo(1);
        }

        assertThat(committed(group)).isEmpty();
    }

    @Test
    void sharesThePartitionsAmongTheMembersOfAGroup() throws Exception {
        String group = TestBroker.name("shares");
        CollectingSink other = new CollectingSink();
        try (TopicReader one = new TopicReader(connection, order().group(group).build());
                TopicReader two = new TopicReader(connection, order().group(group).build())) {
            CompletableFuture<Long> first = readInBackground(one);
            CompletableFuture<Long> second = readInBackground(two, other);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                TestRecords.send(p0, "0");
                                TestRecords.send(p1, "1");
                                return !sink.values().isEmpty() && !other.values().isEmpty();
                            });
            one.stop();
            first.get();
            one.close();
            TestRecords.send(p0, "last");
            TestRecords.send(p1, "last");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Collections.frequency(other.values(), "last") == 2);
            two.stop();
            second.get();
        }
        long sent = TestRecords.all(topic).size();
        assertThat(committed(group).values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(sent);
    }

    @Test
    void commitsNothingThatCouldNotBeHandedOn() {
        String group = TestBroker.name("broken");
        TestRecords.send(p0, "a", "b");
        RecordSink broken =
                new CollectingSink() {
                    @Override
                    public void flush() throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };

        try (TopicReader reader =
                new TopicReader(connection, order().group(group).max(1).build())) {
            assertThatThrownBy(() -> reader.read(broken)).hasMessage("Broken pipe");
        }

        assertThat(committed(group)).isEmpty();
    }

    @Test
    void commitsWhatItHandedOnWhenStoppedBetweenTwoPolls() throws IOException {
        String group = TestBroker.name("stopped");
        TestRecords.send(p0, "a", "b");

        try (TopicReader reader = new TopicReader(connection, order().group(group).build())) {
            long records =
                    reader.read(
                            new CollectingSink() {
                                @Override
                                public void flush() throws IOException {
                                    super.flush();
                                    reader.stop();
                                    reader.stop();
                                }
                            });
            assertThat(records).isEqualTo(2);
        }

        assertThat(committed(group)).isEqualTo(Map.of(p0, 2L));
    }

    @Test
    void givesUpWhenNothingComesInTime() {
        TestRecords.send(p0, "a");
        ReadOrder order = order().idleLimit(Duration.ofMillis(600)).build();

        try (TopicReader reader = new TopicReader(connection, order)) {
            assertThatThrownBy(() -> reader.read(sink))
                    .hasMessageContaining(
                            "[NO_RECORDS_IN_TIME] Cannot read on from topic '"
                                    + topic
                                    + "': no record came within 600ms, after 1 records.")
                    .extracting(e -> ((MillraceException) e).code().exitCode())
                    .isEqualTo(4);
        }
        assertThat(sink.values()).containsExactly("a");
    }

    @Test
    void saysThatRecordsWereDeletedBeforeTheGroupHadReadThem() throws Exception {
        String group = TestBroker.name("late");
        TestRecords.send(p0, "a", "b", "c", "d");
        read(order().group(group).max(1));
        try (Admin admin = connection.openAdmin()) {
            admin.deleteRecords(Map.of(p0, RecordsToDelete.beforeOffset(3))).all().get();
        }

        assertThatThrownBy(() -> read(order().group(group).untilEnd()))
                .hasMessage(
                        "[OFFSET_NOT_HELD] Cannot read partition 0 of topic '"
                                + topic
                                + "' from offset 1: it holds the offsets from 3 up to 4. Read from"
                                + " earliest, or move the group with: millrace group reset");
    }

    @Test
    void saysAtOnceThatTheTopicIsMissingAndDoesNotMakeIt() {
        assertThatThrownBy(() -> new TopicReader(connection, ReadOrder.all("never-read-topic")))
                .hasMessageContaining("[TOPIC_NOT_FOUND] Cannot find topic 'never-read-topic'");
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            assertThatThrownBy(() -> topics.describe("never-read-topic"))
                    .hasMessageContaining("TOPIC_NOT_FOUND");
        }
    }

    @Test
    void readsBatchesLargerThanOnePoll() throws IOException {
        String[] values = IntStream.range(0, 25_000).mapToObj(i -> "v" + i).toArray(String[]::new);
        TestRecords.send(p1, values);

        assertThat(read(ReadOrder.all(topic))).isEqualTo(25_000);
        assertThat(sink.values()).containsExactly(values);
    }

    private CompletableFuture<Long> readInBackground(TopicReader reader) {
        return readInBackground(reader, sink);
    }

    private CompletableFuture<Long> readInBackground(TopicReader reader, RecordSink to) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reader.read(to);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                threads);
    }

    private long read(OrderBuilder order) throws IOException {
        return read(order.build());
    }

    private long read(ReadOrder order) throws IOException {
        try (TopicReader reader = new TopicReader(connection, order)) {
            return reader.read(sink);
        }
    }

    private Map<TopicPartition, Long> committed(String group) {
        try (Admin admin = connection.openAdmin()) {
            Map<TopicPartition, Long> committed = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((p, offset) -> committed.put(p, offset.offset()));
            return committed;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("transactional.id", TestBroker.name("txn")));
        producer.initTransactions();
        return producer;
    }

    private String topic(int partitions) {
        String name = TestBroker.name("read");
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(TopicOrder.of(name, partitions));
        }
        return name;
    }

    private OrderBuilder order() {
        return new OrderBuilder(ReadOrder.all(topic));
    }

    /** An order, changed a little at a time. */
    private record OrderBuilder(
            ReadOrder base,
            TreeSet<Integer> partitions,
            LogPosition from,
            Optional<String> group,
            OptionalLong max,
            ReadEnd end,
            Optional<Duration> idleLimit,
            IsolationLevel isolation) {

        OrderBuilder(ReadOrder base) {
            this(
                    base,
                    new TreeSet<>(),
                    base.from(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    ReadEnd.NEVER,
                    Optional.empty(),
                    base.isolation());
        }

        OrderBuilder partition(int partition) {
            return new OrderBuilder(
                    base,
                    new TreeSet<>(List.of(partition)),
                    from,
                    group,
                    max,
                    end,
                    idleLimit,
                    isolation);
        }

        OrderBuilder from(LogPosition position) {
            return new OrderBuilder(
                    base, partitions, position, group, max, end, idleLimit, isolation);
        }

        OrderBuilder group(String name) {
            return new OrderBuilder(
                    base, partitions, from, Optional.of(name), max, end, idleLimit, isolation);
        }

        OrderBuilder max(long most) {
            return new OrderBuilder(
                    base,
                    partitions,
                    from,
                    group,
                    OptionalLong.of(most),
                    end,
                    idleLimit,
                    isolation);
        }

        OrderBuilder untilEnd() {
            return new OrderBuilder(
                    base, partitions, from, group, max, ReadEnd.PRESENT_END, idleLimit, isolation);
        }

        OrderBuilder idleLimit(Duration limit) {
            return new OrderBuilder(
                    base, partitions, from, group, max, end, Optional.of(limit), isolation);
        }

        OrderBuilder isolation(IsolationLevel level) {
            return new OrderBuilder(base, partitions, from, group, max, end, idleLimit, level);
        }

        ReadOrder build() {
            return new ReadOrder(
                    base.topic(), partitions, from, group, max, end, idleLimit, isolation);
        }
    }
}
