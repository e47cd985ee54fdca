package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class LineProducerTest {

    private final KafkaConnection connection = TestBroker.shared().connection();

    @Test
    void sendsEachLineAsARecordByteForByte() {
        String topic = topic(1);
        byte[] bytes = {'a', '\n', (byte) 0xff, 0, '\r', '\n', '\n', (byte) 0xc3, (byte) 0xa4};

        SendProgress sent = send(ProduceOrder.to(topic), new ByteArrayInputStream(bytes));

        assertThat(sent).isEqualTo(new SendProgress(4, 4, 6));
        assertThat(TestRecords.all(topic))
                .extracting(ConsumerRecord::value)
                .containsExactly(
                        new byte[] {'a'},
                        new byte[] {(byte) 0xff, 0, '\r'},
                        new byte[0],
                        new byte[] {(byte) 0xc3, (byte) 0xa4});
        assertThat(TestRecords.all(topic)).extracting(ConsumerRecord::key).containsOnlyNulls();
    }

    @Test
    void sendsNothingForAnEmptyStream() {
        assertThat(send(ProduceOrder.to(topic(1)), in(""))).isEqualTo(new SendProgress(0, 0, 0));
    }

    @Test
    void sendsKeysNullsAndHeaders() {
        String topic = topic(1);
        List<Header> headers =
                List.of(
                        new RecordHeader("source", "test".getBytes(StandardCharsets.UTF_8)),
                        new RecordHeader("source", "again".getBytes(StandardCharsets.UTF_8)));

        send(
                new ProduceOrder(
                        topic,
                        new Partitioning.KeyHash(),
                        Optional.of(":"),
                        Optional.of("NULL"),
                        headers,
                        OptionalDouble.empty()),
                in("k1:v1\nk2:NULL\nNULL:v3\n"));

        List<ConsumerRecord<byte[], byte[]>> records = TestRecords.all(topic);
        assertThat(records)
                .extracting(r -> TestRecords.text(r.key()) + "=" + TestRecords.text(r.value()))
                .containsExactly("k1=v1", "k2=null", "null=v3");
        assertThat(records)
                .allSatisfy(r -> assertThat(r.headers().toArray()).isEqualTo(headers.toArray()));
    }

    @Test
    void putsAValueWhereItsKeyWouldGo() {
        String byKey = topic(7);
        String byValue = topic(7);
        String words = numbers(500).collect(Collectors.joining("\n"));
        String keyed = numbers(500).map(n -> n + ":").collect(Collectors.joining("\n"));

        send(order(byKey, new Partitioning.KeyHash(), Optional.of(":")), in(keyed));
        send(order(byValue, new Partitioning.ValueHash(), Optional.empty()), in(words));

        Map<String, Integer> places = new HashMap<>();
        TestRecords.all(byKey).forEach(r -> places.put(TestRecords.text(r.key()), r.partition()));
        assertThat(places).hasSize(500);
        assertThat(TestRecords.all(byValue))
                .hasSize(500)
                .allSatisfy(
                        r ->
                                assertThat(r.partition())
                                        .isEqualTo(places.get(TestRecords.text(r.value()))));
    }

    @Test
    void goesRoundOrStaysInOnePartition() {
        String round = topic(3);
        send(order(round, new Partitioning.RoundRobin(), Optional.empty()), in("a\nb\nc\nd\n"));
        assertThat(TestRecords.all(round))
                .extracting(r -> r.partition() + TestRecords.text(r.value()))
                .containsExactly("0a", "0d", "1b", "2c");

        String fixed = topic(3);
        send(order(fixed, new Partitioning.Fixed(2), Optional.empty()), in("a\nb\n"));
        assertThat(TestRecords.all(fixed)).extracting(ConsumerRecord::partition).containsOnly(2);
    }

    @Test
    void keepsTheRate() {
        String topic = topic(1);
        ProduceOrder order =
                new ProduceOrder(
                        topic,
                        new Partitioning.KeyHash(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        OptionalDouble.of(50));

        send(order, in("x\n".repeat(51)));

        List<ConsumerRecord<byte[], byte[]>> records = TestRecords.all(topic);
        assertThat(records.get(50).timestamp() - records.get(0).timestamp())
                .isBetween(900L, 1_500L);
    }

    @Test
    void saysAtOnceThatTheTopicIsMissingAndDoesNotMakeIt() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> new LineProducer(connection, ProduceOrder.to("never-made-topic")))
                .hasMessageStartingWith("[TOPIC_NOT_FOUND]")
                .hasMessageContaining("millrace topic create never-made-topic");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

        try (TopicAdmin topics = new TopicAdmin(connection)) {
            assertThatThrownBy(() -> topics.describe("never-made-topic"))
                    .hasMessageContaining("TOPIC_NOT_FOUND");
        }
    }

    @Test
    void sendsTheLinesBeforeABadOne() {
        String topic = topic(1);
        ProduceOrder keyed = order(topic, new Partitioning.KeyHash(), Optional.of(":"));

        assertThatThrownBy(() -> send(keyed, in("k:1\nk:2\noops\nk:4\n")))
                .hasMessageContaining("[LINE_WITHOUT_KEY] Cannot send line 3");

        assertThat(TestRecords.all(topic))
                .extracting(r -> TestRecords.text(r.value()))
                .containsExactly("1", "2");
    }

    @Test
    void boundsLinesByTheLargestRequest() {
        String topic = topic(1);
        byte[] line = new byte[1024 * 1024 + 1];
        Arrays.fill(line, (byte) 'x');

        assertThatThrownBy(() -> send(ProduceOrder.to(topic), new ByteArrayInputStream(line)))
                .hasMessageContaining("[LINE_TOO_LONG] Cannot send line 1")
                .hasMessageContaining("1048576");

        KafkaConnection larger =
                new KafkaConnection(
                        connection.bootstrapServers(), Map.of("max.request.size", "5000000"));
        assertThatThrownBy(
                        () -> send(larger, ProduceOrder.to(topic), new ByteArrayInputStream(line)))
                .hasMessageContaining("[RECORD_REFUSED]")
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void countsWhatWasAcknowledgedBeforeARecordWasRefused() {
        String topic = topicThatTakes(2_000);

        assertThatThrownBy(
                        () ->
                                send(
                                        ProduceOrder.to(topic),
                                        in("a\nb\nc\n" + "x".repeat(5_000) + "\nlater\n")))
                .hasMessageStartingWith(
                        "[RECORD_REFUSED] Cannot send a record to topic '" + topic + "'")
                .hasMessageContaining("record 4 takes 5070 bytes")
                .hasMessageContaining("Of 4 records read, 3 were acknowledged.");

        assertThat(TestRecords.all(topic))
                .extracting(r -> TestRecords.text(r.value()))
                .containsExactly("a", "b", "c");
    }

    @Test
    void finishesWhatItHasReadWhenStoppedInTheMiddleOfReading() throws Exception {
        String topic = topic(1);
        Pipe pipe = Pipe.open();
        try (LineProducer producer = new LineProducer(connection, ProduceOrder.to(topic))) {
            CompletableFuture<SendProgress> sending =
                    CompletableFuture.supplyAsync(
                            () -> producer.send(Channels.newInputStream(pipe.source())));
            Channels.newOutputStream(pipe.sink()).write("a\nb\nhalf a li".getBytes());
            await().until(() -> producer.progress().read() == 2);

            producer.stop();

            assertThat(sending.get()).isEqualTo(new SendProgress(2, 2, 2));
        } finally {
            pipe.sink().close();
        }
        assertThat(TestRecords.all(topic)).hasSize(2);
    }

    private SendProgress send(ProduceOrder order, InputStream in) {
        return send(connection, order, in);
    }

    private static SendProgress send(KafkaConnection to, ProduceOrder order, InputStream in) {
        try (LineProducer producer = new LineProducer(to, order)) {
            return producer.send(in);
        }
    }

    private static ProduceOrder order(
            String topic, Partitioning partitioning, Optional<String> separator) {
        return new ProduceOrder(
                topic,
                partitioning,
                separator,
                Optional.empty(),
                List.of(),
                OptionalDouble.empty());
    }

    private String topic(int partitions) {
        String topic = TestBroker.name("lines");
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(TopicOrder.of(topic, partitions));
        }
        return topic;
    }

    private String topicThatTakes(int maxMessageBytes) {
        String topic = TestBroker.name("small");
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(
                    new TopicOrder(
                            topic,
                            OptionalInt.of(1),
                            OptionalInt.empty(),
                            Map.of("max.message.bytes", Integer.toString(maxMessageBytes))));
        }
        return topic;
    }

    private static Stream<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(n -> "n" + n);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
