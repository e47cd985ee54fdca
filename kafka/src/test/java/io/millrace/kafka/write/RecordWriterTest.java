package io.millrace.kafka.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was flushed is there; what fails says so, and spoils nothing for those who come after. */
class RecordWriterTest {

    private final ProducerPool pool = new ProducerPool(Duration.ofMinutes(1));
    private final KafkaConnection connection = TestBroker.shared().connection();
    private final String topic = TestBroker.name("writer");

    @BeforeEach
    void createTopic() {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.createIfAbsent(TopicOrder.of(topic, 1));
        }
    }

    @Test
    void hasWrittenWhatItFlushed() {
        try (RecordWriter writer = new RecordWriter(pool, connection)) {
            writer.send(record(topic, "a"));
            writer.send(record(topic, "b"));
            writer.flush();

            assertThat(TestRecords.all(topic))
                    .extracting(record -> TestRecords.text(record.value()))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void sharesOneProducerAndKeepsItWarm() {
        ProducerPool.Lease first = pool.take(connection);
        ProducerPool.Lease second = pool.take(connection);
        assertThat(second.producer()).isSameAs(first.producer());
        pool.giveBack(first);
        pool.giveBack(second);

        assertThat(pool.take(connection).producer()).isSameAs(first.producer());
    }

    @Test
    void givesAProducerThatFailedToNobodyAgain() {
        ProducerPool.Lease failed = pool.take(connection);
        ProducerPool.Lease other = pool.take(connection);
        pool.giveUp(failed);

        ProducerPool.Lease fresh = pool.take(connection);
        assertThat(fresh.producer()).isNotSameAs(failed.producer());
        // Who still uses the old one may go on; its last user closes it.
        other.producer().send(record(topic, "a"));
        other.producer().flush();
        pool.giveBack(other);
        assertThatThrownBy(() -> other.producer().send(record(topic, "b")))
                .isInstanceOf(IllegalStateException.class);
        pool.giveBack(fresh);
        assertThat(pool.take(connection).producer()).isSameAs(fresh.producer());
    }

    @Test
    void saysThatARecordIsTooLargeAndWritesTheNextOne() {
        RecordWriter writer = new RecordWriter(pool, connection);
        assertThatThrownBy(
                        () -> {
                            writer.send(record(topic, "x".repeat(2 << 20)));
                            writer.flush();
                        })
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(KafkaError.RECORD_UNACCEPTABLE))
                .hasMessageContaining(topic)
                .hasMessageContaining("max.request.size");
        writer.close();

        try (RecordWriter next = new RecordWriter(pool, connection)) {
            next.send(record(topic, "small"));
            next.flush();
        }
        assertThat(TestRecords.all(topic)).hasSize(1);
    }

    @Test
    void saysThatAPartitionIsNotThere() {
        KafkaConnection impatient =
                new KafkaConnection(connection.bootstrapServers(), Map.of("max.block.ms", "500"));
        byte[] value = "a".getBytes(StandardCharsets.UTF_8);
        try (RecordWriter writer = new RecordWriter(pool, impatient)) {
            assertThatThrownBy(
                            () -> {
                                writer.send(new ProducerRecord<>(topic, 7, null, value));
                                writer.flush();
                            })
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(KafkaError.TARGET_NOT_FOUND))
                    .hasMessageContaining(topic)
                    .hasMessageContaining("7");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }
}
