package io.millrace.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task writes is there once, whoever tries to write it and how often. */
class TaskTransactionTest {

    private static final BatchPlan TWO_TASKS = new BatchPlan(2, "abc");

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final String topic = TestBroker.name("transaction");
    private final TransactionScope scope =
            new TransactionScope(UUID.randomUUID().toString(), "sink", topic);
    private final TransactionPool pool = newPool();

    private static TransactionPool newPool() {
        return new TransactionPool(KafkaTransactionCluster::new, Runnable::run);
    }

    @BeforeEach
    void createTopic() {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.createIfAbsent(TopicOrder.of(topic, 1));
        }
    }

    private RunStart start(long epoch, BatchPlan plan) {
        return new RunStart(scope, epoch, plan, Optional.empty(), NewLineage.REFUSE);
    }

    private SinkRun begin(long epoch) {
        return begin(start(epoch, TWO_TASKS));
    }

    private SinkRun begin(RunStart start) {
        return SinkRun.begin(
                new KafkaTransactionCluster(connection), start, InstantSource.system());
    }

    private TaskTransaction task(TransactionPool of, SinkRun run, long epoch, int attempt) {
        return task(of, run.number(), epoch, TWO_TASKS, attempt);
    }

    private TaskTransaction task(
            TransactionPool of, long run, long epoch, BatchPlan plan, int attempt) {
        return new TaskTransaction(
                of, connection, new TaskIdentity(scope, run, epoch, plan, 0, attempt));
    }

    private ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private void write(TaskTransaction task, String... values) {
        try (task) {
            for (String value : values) {
                task.send(record(value));
            }
            task.commit();
        }
    }

    private List<String> committed() {
        return TestRecords.committed(topic).stream()
                .map(ConsumerRecord::value)
                .map(TestRecords::text)
                .toList();
    }

    private static ErrorCode code(Throwable failure) {
        return ((MillraceException) failure).code();
    }

    @Test
    void showsWhatItCommitted() {
        SinkRun run = begin(0);

        write(task(pool, run, 0, 0), "a", "b");
        write(task(pool, run, 1, 0), "c");

        assertThat(committed()).containsExactly("a", "b", "c");
    }

    /**
     * @faults B1
     */
    @Test
    void hidesWhatItAborted() {
        SinkRun run = begin(0);
        try (TaskTransaction task = task(pool, run, 0, 0)) {
            task.send(record("lost"));
        }

        write(task(pool, run, 0, 1), "a");

        assertThat(committed()).containsExactly("a");
    }

    @Test
    void writesNothingThatTheSameProcessHasWritten() {
        SinkRun run = begin(0);
        write(task(pool, run, 0, 0), "a");

        write(task(pool, run, 0, 1), "a");
        write(task(pool, run, 1, 0), "b");

        assertThat(committed()).containsExactly("a", "b");
    }

    /**
     * @faults A9
     */
    @Test
    void writesNothingThatARunBeforeHasWritten() {
        write(task(pool, begin(0), 0, 0), "a");

        TransactionPool other = newPool();
        SinkRun later = begin(0);
        write(task(other, later, 0, 0), "a");
        write(task(other, later, 1, 0), "b");

        assertThat(committed()).containsExactly("a", "b");
    }

    /**
     * @faults B2 B3
     */
    @Test
    void takesOverFromAnAttemptThatHangs() {
        SinkRun run = begin(0);
        TaskTransaction hanging = task(pool, run, 0, 0);
        hanging.send(record("hanging"));

        write(task(newPool(), run, 0, 1), "a");

        assertThatThrownBy(hanging::commit)
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.TRANSACTION_LOST));
        hanging.close();
        assertThat(committed()).containsExactly("a");
    }

    /**
     * @faults A5 A6
     */
    @Test
    void abortsWhatADeadRunHasOpen() {
        TaskTransaction dead = task(pool, begin(0), 0, 0);
        dead.send(record("dead"));

        begin(0);

        // An open transaction would hide what comes after it.
        TestRecords.send(new TopicPartition(topic, 0), "after");
        assertThat(committed()).containsExactly("after");
    }

    /**
     * @faults A16 C21
     */
    @Test
    void refusesARunThatWasOvertaken() {
        SinkRun first = begin(0);
        SinkRun second = begin(0);
        write(task(newPool(), second, 0, 0), "a");

        TaskTransaction zombie = task(pool, first, 0, 0);

        assertThatThrownBy(() -> zombie.send(record("zombie")))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.SINK_OVERTAKEN))
                .hasMessageContaining("run 1")
                .hasMessageContaining("run 2");
        assertThatThrownBy(() -> first.announce(100))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.SINK_OVERTAKEN));
        write(task(pool, second, 1, 0), "b");
        assertThat(committed()).containsExactly("a", "b");
    }

    @Test
    void refusesOnceOvertakenWithAWarmProducer() {
        SinkRun first = begin(0);
        write(task(pool, first, 0, 0), "a");
        begin(1);

        TaskTransaction zombie = task(pool, first, 1, 0);
        zombie.send(record("zombie"));

        assertThatThrownBy(zombie::commit)
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.SINK_OVERTAKEN));
        zombie.close();
        assertThat(committed()).containsExactly("a");
    }

    @Test
    void refusesToRepeatAMicroBatchThatIsDealtOtherwise() {
        write(task(pool, begin(0), 0, 0), "a");

        for (BatchPlan other : List.of(new BatchPlan(3, "abc"), new BatchPlan(2, "abd"))) {
            assertThatThrownBy(() -> begin(start(0, other)))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.REPLAY_CHANGED))
                    .hasMessageContaining("2 tasks, splits abc")
                    .hasMessageContaining(other.toString());
        }
        begin(start(1, new BatchPlan(3, "xyz")));
    }

    /**
     * @faults E8
     */
    @Test
    void refusesACheckpointThatIsOlderThanTheOutput() {
        SinkRun run = begin(7);
        write(task(pool, run, 7, 0), "a");

        assertThatThrownBy(() -> begin(6))
                .satisfies(
                        e ->
                                assertThat(code(e))
                                        .isEqualTo(TransactionError.SINK_AHEAD_OF_CHECKPOINT))
                .hasMessageContaining("micro-batch 6")
                .hasMessageContaining("micro-batch 7");
    }

    /**
     * @faults E8
     */
    @Test
    void aStartFromAnOldCheckpointLeavesTheRunThatIsWellAlone() {
        SinkRun well = begin(7);
        write(task(pool, well, 7, 0), "a");
        TaskTransaction underWay = task(pool, well, 8, 0);
        underWay.send(record("b"));

        assertThatThrownBy(() -> begin(6))
                .satisfies(
                        e ->
                                assertThat(code(e))
                                        .isEqualTo(TransactionError.SINK_AHEAD_OF_CHECKPOINT));

        underWay.commit();
        well.announce(9);
        write(task(pool, well, 9, 0), "c");
        assertThat(committed()).containsExactly("a", "b", "c");
    }

    @Test
    void findsTheTokensOfTasksThatWereAnnouncedLater() {
        SinkRun run = begin(0);
        run.announce(9);
        BatchPlan nine = new BatchPlan(9, "nine");
        write(
                new TaskTransaction(
                        pool, connection, new TaskIdentity(scope, run.number(), 1, nine, 8, 0)),
                "a");

        assertThatThrownBy(() -> begin(1))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.REPLAY_CHANGED));
    }

    @Test
    void refusesANewCheckpointOverTheOutputOfAnother() {
        Optional<Lineage> name = Optional.of(new Lineage("counts"));
        TransactionScope silent = new TransactionScope("silent", "sink", topic);
        begin(new RunStart(silent, 0, TWO_TASKS, name, NewLineage.REFUSE));
        begin(new RunStart(scope, 0, TWO_TASKS, name, NewLineage.REFUSE));
        SinkRun run = begin(new RunStart(scope, 0, TWO_TASKS, name, NewLineage.REFUSE));
        write(task(pool, run, 0, 0), "a");
        TransactionScope other = new TransactionScope("other", "sink", topic);

        assertThatThrownBy(() -> begin(new RunStart(other, 0, TWO_TASKS, name, NewLineage.REFUSE)))
                .satisfies(e -> assertThat(code(e)).isEqualTo(TransactionError.NEW_LINEAGE))
                .hasMessageContaining("'counts'")
                .hasMessageContaining(scope.query());
        begin(new RunStart(other, 0, TWO_TASKS, name, NewLineage.ALLOW));
        begin(new RunStart(other, 0, TWO_TASKS, name, NewLineage.REFUSE));
    }

    @Test
    void keepsItsTokensBesideAnyTopicIfItHasNone() {
        TransactionScope anywhere =
                new TransactionScope(scope.query(), "sink", TransactionScope.ANY_TOPIC);
        RunStart start = new RunStart(anywhere, 0, TWO_TASKS, Optional.empty(), NewLineage.REFUSE);
        SinkRun run = begin(start);
        for (TransactionPool of : List.of(pool, newPool())) {
            write(
                    new TaskTransaction(
                            of,
                            connection,
                            new TaskIdentity(anywhere, run.number(), 0, TWO_TASKS, 0, 0)),
                    "a");
        }

        assertThat(committed()).containsExactly("a");
    }
}
