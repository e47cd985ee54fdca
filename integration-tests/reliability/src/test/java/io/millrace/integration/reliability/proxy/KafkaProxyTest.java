package io.millrace.integration.reliability.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.reliability.proxy.Frame.Way;
import io.millrace.integration.reliability.proxy.ProxyFault.Cut;
import io.millrace.integration.reliability.proxy.ProxyFault.Held;
import io.millrace.integration.reliability.proxy.ProxyFault.Late;
import io.millrace.integration.reliability.proxy.ProxyFault.Silence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real client meets with each kind of fault. */
class KafkaProxyTest {

    @TempDir static Path directory;

    private static ProxiedBroker broker;

    private String topic;

    @BeforeAll
    static void start() throws InterruptedException {
        broker = new ProxiedBroker(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void createTopic() throws InterruptedException {
        topic = broker.createTopic();
    }

    @Test
    void passesEverythingOn() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.initTransactions();
            transact(producer, "a", "b");
        }

        assertThat(broker.readCommitted(topic)).containsExactly("a", "b");
    }

    @Test
    void losesTheAnswerToACommitThatIsDone() throws Exception {
        Cut cut = new Cut(Set.of(ApiKeys.END_TXN), Way.REPLY);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("max.block.ms", "1500"))) {
            producer.initTransactions();
            broker.proxy().add(cut);
            assertThatThrownBy(() -> transact(producer, "a")).isInstanceOf(TimeoutException.class);

            assertThat(broker.readCommitted(topic)).containsExactly("a");
            broker.proxy().remove(cut);
            producer.commitTransaction();
        }
        assertThat(broker.readCommitted(topic)).containsExactly("a");
    }

    /**
     * The broker refuses a commit that comes when the next producer has begun.
     *
     * @faults C7
     */
    @Test
    void holdsACommitBackThatComesTooLate() throws Exception {
        Held held = new Held(Set.of(ApiKeys.END_TXN));
        KafkaProducer<byte[], byte[]> zombie =
                producer(Map.of("transactional.id", topic, "max.block.ms", "1500"));
        zombie.initTransactions();
        broker.proxy().add(held);
        assertThatThrownBy(() -> transact(zombie, "zombie")).isInstanceOf(TimeoutException.class);
        zombie.close(Duration.ZERO);
        broker.proxy().remove(held);
        try (KafkaProducer<byte[], byte[]> successor =
                producer(Map.of("transactional.id", topic))) {
            successor.initTransactions();
            successor.beginTransaction();
            successor.send(record("successor")).get();

            held.release();

            successor.send(record("successor again")).get();
            successor.commitTransaction();
        }
        assertThat(held.hasMet()).isTrue();
        assertThat(broker.readCommitted(topic)).containsExactly("successor", "successor again");
    }

    @Test
    void letsRequestsComeLater() throws Exception {
        Late late = new Late(Set.of(ApiKeys.PRODUCE), Way.REQUEST, Duration.ofMillis(700));
        broker.proxy().add(late);
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.initTransactions();
            long before = System.nanoTime();
            transact(producer, "a");

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThan(Duration.ofMillis(700));
        } finally {
            broker.proxy().remove(late);
        }
    }

    @Test
    void isSilentUntilTheSilenceIsOver() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.initTransactions();
            transact(producer, "a");
            Silence silence = new Silence();
            broker.proxy().add(silence);
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(record("b"));
            await().during(Duration.ofMillis(500)).until(() -> !sent.isDone());

            silence.end();

            sent.get();
            producer.commitTransaction();
            broker.proxy().remove(silence);
        }
        assertThat(broker.readCommitted(topic)).containsExactly("a", "b");
    }

    @Test
    void cutsConnectionsOffWhichTheClientMakesAnew() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.initTransactions();
            for (String value : List.of("a", "b", "c")) {
                transact(producer, value);
                broker.proxy().reset();
            }
        }
        assertThat(broker.readCommitted(topic)).containsExactly("a", "b", "c");
    }

    private void transact(KafkaProducer<byte[], byte[]> producer, String... values)
            throws InterruptedException, ExecutionException {
        producer.beginTransaction();
        for (String value : values) {
            producer.send(record(value));
        }
        producer.commitTransaction();
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        return broker.producer(topic, settings);
    }
}
