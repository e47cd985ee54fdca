package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.topic.TopicSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Another producer leaves its transaction open.
 *
 * @faults C11
 */
class OpenTransactionWatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final String topic = TestBroker.name("held");
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final Admin admin = connection.openAdmin();
    private Instant now = Instant.now();
    private final OpenTransactionWatch watch = new OpenTransactionWatch(admin, PATIENCE, () -> now);

    @BeforeEach
    void create() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        send(producer(Map.of()), 0, "a");
    }

    @AfterEach
    void close() {
        admin.close(Duration.ZERO);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Properties properties = connection.clientProperties();
        properties.putAll(settings);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int to, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, to, null, value.getBytes())).get();
    }

    private KafkaProducer<byte[], byte[]> open() throws Exception {
        KafkaProducer<byte[], byte[]> producer =
                producer(Map.of("transactional.id", topic + "-billing"));
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, 0, "b");
        return producer;
    }

    private Map<TopicPartition, Long> ends(long first) {
        return Map.of(partition, first, new TopicPartition(topic, 1), 0L);
    }

    @Test
    void namesTheProducerAndHowMuchWaits() throws Exception {
        try (KafkaProducer<byte[], byte[]> billing = open()) {
            send(producer(Map.of()), 0, "c");
            now = Instant.now();
            watch.saw(ends(1));
            now = now.plus(PATIENCE.minusSeconds(1));
            watch.saw(ends(1));
            assertThat(watch.found()).isEmpty();

            now = now.plusSeconds(1);
            watch.saw(ends(1));

            await().until(() -> !watch.found().isEmpty());
            OpenTransaction open = watch.found().iterator().next();
            assertThat(watch.found()).hasSize(1);
            assertThat(open.partition()).isEqualTo(partition);
            assertThat(open.offset()).isEqualTo(1);
            assertThat(open.waiting()).isEqualTo(2);
            assertThat(open.transactionalId()).contains(topic + "-billing");
            assertThat(open.since()).isPresent();

            billing.abortTransaction();
            watch.saw(ends(4));
            assertThat(watch.found()).isEmpty();
        }
    }

    @Test
    void saysNothingOfATransactionThatHasJustBegun() throws Exception {
        try (KafkaProducer<byte[], byte[]> billing = open()) {
            // The partition has been idle for long; the transaction is a moment old.
            now = Instant.now().minus(PATIENCE);
            watch.saw(ends(1));
            now = Instant.now();
            watch.saw(ends(1));
            await().during(Duration.ofMillis(500)).until(() -> watch.found().isEmpty());

            now = now.plus(PATIENCE);
            watch.saw(ends(1));
            await().until(() -> !watch.found().isEmpty());
            billing.abortTransaction();
        }
    }

    @Test
    void aStreamWaitsAndGoesOn() throws Exception {
        StreamPlanner planner =
                new StreamPlanner(
                        connection,
                        new TopicSelection.Subscribe(new TreeSet<>(List.of(topic))),
                        IsolationLevel.READ_COMMITTED,
                        DataLossPolicy.FAIL);
        try (planner;
                KafkaProducer<byte[], byte[]> billing = open()) {
            StreamPosition start = planner.start(new StartingPosition.Earliest());
            StreamPosition held = planner.available(start);
            assertThat(held.next(partition)).hasValue(1);
            assertThat(planner.available(held)).isEqualTo(held);

            billing.commitTransaction();

            await().until(() -> planner.available(held).next(partition).getAsLong() == 3);
            assertThat(planner.openTransactions()).isEmpty();
        }
    }
}
