package io.millrace.kafka.transaction;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * A run of a query, from its start to its end, as its driver sees it. Its number is kept in the
 * cluster; tasks of a run with a lower number write no more. Used by one thread.
 */
public final class SinkRun {

    /** How old the record of a run may become; brokers forget offsets that are not written. */
    public static final Duration BETWEEN_RECORDS = Duration.ofMinutes(30);

    /** Without a limit a producer waits for a coordinator that is away. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final TransactionCluster cluster;
    private final RunStart start;
    private final InstantSource clock;
    private final boolean resumes;
    private List<CommitToken> tokens = List.of();
    private RunRecord record;
    private long recordedAt;

    private SinkRun(
            TransactionCluster cluster, RunStart start, InstantSource clock, boolean resumes) {
        this.cluster = cluster;
        this.start = start;
        this.clock = clock;
        this.resumes = resumes;
    }

    /**
     * Begins a run: from here on the runs before it can write no more, and what they had under way
     * is either committed or aborted.
     *
     * @throws io.millrace.common.error.MillraceException if what is in Kafka already does not fit
     *     the micro-batch that the run begins with
     */
    public static SinkRun begin(TransactionCluster cluster, RunStart start, InstantSource clock) {
        SinkRun run = new SinkRun(cluster, start, clock, false);
        run.begin();
        return run;
    }

    /**
     * Begins a run that may repeat several micro-batches of the runs before, one after the other.
     * The epoch of the start is the newest that may have been written; whoever calls this leaves
     * out what is older than {@link #newestEpoch}, and compares that one with {@link
     * #requireFitting}.
     *
     * @throws io.millrace.common.error.MillraceException if a later micro-batch is in Kafka
     */
    public static SinkRun resume(TransactionCluster cluster, RunStart start, InstantSource clock) {
        SinkRun run = new SinkRun(cluster, start, clock, true);
        run.begin();
        return run;
    }

    private void begin() {
        requireNotBehind();
        fence(takeOver());
    }

    /**
     * Refuses a start from an old checkpoint before it takes anything from a run that is well. What
     * that run has under way is not waited for: it is looked at again when it is over.
     */
    private void requireNotBehind() {
        List<String> driver = List.of(start.scope().driver());
        RunRecord before = recordIn(cluster.offsetsSoFar(driver, start.scope().place()));
        List<String> tasks = tasksOf(before);
        check(tasks, cluster.offsetsSoFar(tasks, start.scope().place()));
    }

    private List<String> tasksOf(RunRecord run) {
        return IntStream.range(0, run.tasks()).mapToObj(start.scope()::task).toList();
    }

    private void check(List<String> tasks, Map<String, OffsetAndMetadata> found) {
        tokens = tasks.stream().flatMap(task -> CommitToken.of(task, found).stream()).toList();
        if (!resumes) {
            requireFitting(start.epoch(), start.plan());
        } else if (newestEpoch() > start.epoch()) {
            throw TransactionError.SINK_AHEAD_OF_CHECKPOINT.exception(
                    start.epoch(), start.scope().query(), newestEpoch());
        }
    }

    /** The newest micro-batch of which the runs before have written something; -1 if none. */
    public long newestEpoch() {
        return tokens.stream().mapToLong(CommitToken::epoch).max().orElse(-1);
    }

    /**
     * Compares what the runs before have written with a micro-batch that this one is to repeat.
     *
     * @throws io.millrace.common.error.MillraceException if a part of it, dealt to tasks otherwise,
     *     or of a later one is in Kafka
     */
    public void requireFitting(long epoch, BatchPlan plan) {
        tokens.forEach(token -> Replay.check(start.scope(), epoch, plan, token));
    }

    private RunRecord takeOver() {
        Failpoint.SINK_RUN_BEFORE_FENCE.pass();
        Producer<byte[], byte[]> producer = openProducer();
        try {
            Map<String, OffsetAndMetadata> found = readRecords();
            RunRecord before = recordIn(found);
            start.lineage().ifPresent(lineage -> require(lineage, found, before));
            record = new RunRecord(before.run() + 1, before.room(start.plan().tasks()));
            write(producer);
            return before;
        } finally {
            producer.close(CLOSE_LIMIT);
        }
    }

    private Producer<byte[], byte[]> openProducer() {
        Producer<byte[], byte[]> producer = cluster.openProducer(start.scope().driver());
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw cluster.translate(
                    e, "take over transactional id '" + start.scope().driver() + "'");
        }
    }

    private Map<String, OffsetAndMetadata> readRecords() {
        List<String> groups = new ArrayList<>(List.of(start.scope().driver()));
        start.lineage().map(Lineage::group).ifPresent(groups::add);
        return cluster.offsets(groups, start.scope().place());
    }

    private RunRecord recordIn(Map<String, OffsetAndMetadata> found) {
        return RunRecord.of(start.scope().driver(), found);
    }

    private void require(
            Lineage lineage, Map<String, OffsetAndMetadata> offsets, RunRecord before) {
        Optional<String> query = lineage.query(offsets);
        boolean isNew = before.run() == 0 && (resumes || start.epoch() == 0);
        if (isNew
                && start.newLineage() == NewLineage.REFUSE
                && query.isPresent()
                && !query.get().equals(start.scope().query())
                && hasWritten(query.get())) {
            throw TransactionError.NEW_LINEAGE.exception(
                    lineage.name(), start.scope().topic(), query.get());
        }
    }

    /** Whether a query has left more than its name: none of its tasks need have come so far. */
    private boolean hasWritten(String query) {
        TransactionScope other =
                new TransactionScope(query, start.scope().sink(), start.scope().topic());
        RunRecord last =
                RunRecord.of(
                        other.driver(), cluster.offsets(List.of(other.driver()), other.place()));
        List<String> tasks = IntStream.range(0, last.tasks()).mapToObj(other::task).toList();
        return !cluster.offsets(tasks, other.place()).isEmpty();
    }

    private void write(Producer<byte[], byte[]> producer) {
        try {
            // Creates the topic where the brokers do that by themselves.
            producer.partitionsFor(start.scope().topic());
            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(start.scope().place(), record.toOffset()),
                    TokenGroup.named(start.scope().driver()));
            if (start.lineage().isPresent()) {
                Lineage lineage = start.lineage().get();
                producer.sendOffsetsToTransaction(
                        Map.of(
                                start.scope().place(),
                                lineage.toOffset(start.scope().query(), record.run())),
                        TokenGroup.named(lineage.group()));
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failure(e);
        }
        recordedAt = clock.millis();
    }

    /** Another driver that begins a run takes the id of drivers away. */
    private RuntimeException failure(KafkaException e) {
        Throwable cause = KafkaFailure.unwrap(e);
        if (cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException) {
            return TransactionError.SINK_OVERTAKEN.causedBy(
                    e, record.run(), start.scope().query(), "another run");
        }
        return cluster.translate(e, "write down that run " + record.run() + " has begun");
    }

    /** Ends what the run before has left open, then looks at what it has written. */
    private void fence(RunRecord before) {
        List<String> tasks = tasksOf(before);
        cluster.fence(tasks);
        Failpoint.SINK_RUN_AFTER_FENCE.pass();
        check(tasks, cluster.offsets(tasks, start.scope().place()));
    }

    /** The number of the run. */
    public long number() {
        return record.run();
    }

    /**
     * Sees to it that the driver of the next run will find the tokens of that many tasks, before
     * they write.
     *
     * @throws io.millrace.common.error.MillraceException if a later run has begun
     */
    public void announce(int tasks) {
        boolean old = clock.millis() - recordedAt > BETWEEN_RECORDS.toMillis();
        if (tasks <= record.tasks() && !old) {
            return;
        }
        Producer<byte[], byte[]> producer = openProducer();
        try {
            RunRecord current = recordIn(readRecords());
            if (current.run() > record.run()) {
                throw TransactionError.SINK_OVERTAKEN.exception(
                        record.run(), start.scope().query(), "run " + current.run());
            }
            record = new RunRecord(record.run(), record.room(tasks));
            write(producer);
        } finally {
            producer.close(CLOSE_LIMIT);
        }
    }
}
