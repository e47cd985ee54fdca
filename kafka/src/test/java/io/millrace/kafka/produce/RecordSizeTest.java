package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSizeTest {

    private static final List<Header> TWO_HEADERS =
            List.of(
                    new RecordHeader("größe", "x".repeat(100).getBytes(StandardCharsets.UTF_8)),
                    new RecordHeader("none", (byte[]) null));

    /** The broker takes what comes to its limit, and refuses one byte more. */
    @ParameterizedTest
    @ValueSource(ints = {250, 8_300, 20_000, 1_048_000})
    void isTheSizeThatTheBrokerWorksOut(int max) throws Exception {
        String topic = TestBroker.name("exact");
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.create(
                    new TopicOrder(
                            topic,
                            OptionalInt.of(1),
                            OptionalInt.empty(),
                            Map.of("max.message.bytes", Integer.toString(max))));
        }
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(Map.of("batch.size", "0", "max.request.size", "2000000"))) {
            for (List<Header> headers : List.of(List.<Header>of(), TWO_HEADERS)) {
                for (byte[] key : new byte[][] {null, new byte[0], new byte[50]}) {
                    int length = longestValue(key, headers, max);
                    producer.send(record(topic, key, new byte[length], headers)).get();
                    assertThatThrownBy(
                                    () ->
                                            producer.send(
                                                            record(
                                                                    topic,
                                                                    key,
                                                                    new byte[length + 1],
                                                                    headers))
                                                    .get())
                            .hasCauseInstanceOf(RecordTooLargeException.class);
                }
            }
        }
        assertThat(TestRecords.all(topic)).hasSize(6);
    }

    private static int longestValue(byte[] key, List<Header> headers, int max) {
        int length = max - (int) RecordSize.inBatchOfItsOwn(key, new byte[0], headers);
        while (RecordSize.inBatchOfItsOwn(key, new byte[length], headers) > max) {
            length--;
        }
        return length;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, byte[] key, byte[] value, List<Header> headers) {
        return new ProducerRecord<>(topic, 0, key, value, headers);
    }
}
