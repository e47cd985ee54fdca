package io.millrace.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Brokers end transactions that take too long, and forget ids that nobody uses. */
class ExpiredTransactionTest {

    private static final TestBroker BROKER =
            TestBroker.with(
                    Map.of(
                            "transactional.id.expiration.ms", "5000",
                            "transaction.remove.expired.transaction.cleanup.interval.ms", "200",
                            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "200",
                            "producer.id.expiration.ms", "5000",
                            "producer.id.expiration.check.interval.ms", "200"));

    private static final BatchPlan ONE_TASK = new BatchPlan(1, "none");

    private final KafkaConnection connection =
            new KafkaConnection(BROKER.bootstrap(), Map.of("transaction.timeout.ms", "1000"));
    private final String topic = TestBroker.name("expired");
    private final TransactionScope scope =
            new TransactionScope(UUID.randomUUID().toString(), "sink", topic);
    private final TransactionPool pool =
            new TransactionPool(KafkaTransactionCluster::new, Runnable::run);

    @BeforeEach
    void createTopic() {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.createIfAbsent(TopicOrder.of(topic, 1));
        }
    }

    private SinkRun begin(long epoch) {
        return SinkRun.begin(
                new KafkaTransactionCluster(connection),
                new RunStart(scope, epoch, ONE_TASK, Optional.empty(), NewLineage.REFUSE),
                InstantSource.system());
    }

    private TaskTransaction task(SinkRun run, long epoch, int attempt) {
        return new TaskTransaction(
                pool,
                connection,
                new TaskIdentity(scope, run.number(), epoch, ONE_TASK, 0, attempt));
    }

    private void write(TaskTransaction task, String value) {
        try (task) {
            task.send(record(value));
            task.commit();
        }
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> committed() {
        return TestRecords.committed(connection, topic).stream()
                .map(record -> TestRecords.text(record.value()))
                .toList();
    }

    private Optional<TransactionState> state() {
        try (Admin admin = connection.openAdmin()) {
            return admin.listTransactions().all().get().stream()
                    .filter(listing -> listing.transactionalId().equals(scope.task(0)))
                    .map(listing -> listing.state())
                    .findFirst();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @faults C22
     */
    @Test
    void writesNothingOfATransactionThatTookTooLong() {
        SinkRun run = begin(0);
        TaskTransaction slow = task(run, 0, 0);
        slow.send(record("slow"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> state().filter(TransactionState.ONGOING::equals).isEmpty());

        assertThatThrownBy(slow::commit)
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(TransactionError.TRANSACTION_LOST))
                .hasMessageContaining("kafka.transaction.timeout.ms");
        slow.close();
        write(task(run, 0, 1), "a");

        assertThat(committed()).containsExactly("a");
    }

    /**
     * @faults C23
     */
    @Test
    void goesOnAfterItsIdWasForgotten() {
        SinkRun run = begin(0);
        write(task(run, 0, 0), "a");
        await().atMost(Duration.ofSeconds(30)).until(() -> state().isEmpty());

        // The producer is still warm; who has lost its id says so, and the next attempt has a new.
        TaskTransaction warm = task(run, 1, 0);
        try {
            write(warm, "b");
        } catch (MillraceException e) {
            assertThat(e.code()).as("%s", e).isEqualTo(TransactionError.TRANSACTION_LOST);
        }
        write(task(run, 1, 1), "b");
        write(task(begin(1), 1, 0), "b");

        assertThat(committed()).containsExactly("a", "b");
    }
}
