package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivalWatchTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TopicPartition partition = new TopicPartition(TestBroker.name("arrival"), 0);
    private final ArrivalWatch watch =
            new ArrivalWatch(TestBroker.shared().connection(), IsolationLevel.READ_COMMITTED);

    @BeforeEach
    void createTopic() throws ExecutionException, InterruptedException {
        try (Admin admin = TestBroker.shared().connection().openAdmin()) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Map<TopicPartition, Long> end(long offset) {
        return Map.of(partition, offset);
    }

    @Test
    void tellsOfARecordBehindTheEndsAtOnce() {
        assertThat(watch.await(end(0), SHORT)).isFalse();
        CompletableFuture<Boolean> told =
                CompletableFuture.supplyAsync(() -> watch.await(end(0), LONG));
        Instant before = Instant.now();
        TestRecords.send(partition, "a", "b");

        assertThat(told).succeedsWithin(LONG).isEqualTo(true);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void isSilentAboutWhatTheEndsKnow() {
        TestRecords.send(partition, "a", "b");

        assertThat(watch.await(end(2), SHORT)).isFalse();
        assertThat(watch.await(end(1), LONG)).isTrue();
        assertThat(watch.await(end(2), SHORT)).isFalse();
    }

    @Test
    void tellsOfTransactionsWhenTheyEnd() {
        Map<String, String> settings =
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, partition.topic());
        try (KafkaProducer<byte[], byte[]> producer = TestRecords.producer(settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(TestRecords.record(partition, null, null, "open"));
            producer.flush();
            assertThat(watch.await(end(0), SHORT)).isFalse();

            producer.abortTransaction();
            assertThat(watch.await(end(0), LONG)).isTrue();
        }
    }

    @Test
    void takesATroubleForNews() {
        assertThat(watch.await(end(99), LONG)).isTrue();
    }
}
