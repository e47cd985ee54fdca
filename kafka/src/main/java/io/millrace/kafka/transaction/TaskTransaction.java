package io.millrace.kafka.transaction;

import io.millrace.common.error.MillraceException;
import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The records of one task, which all become visible together, once, or not at all. Begins with the
 * first record: only then is the transactional id taken from whoever had it before, and the commit
 * token read. If the token says that the micro-batch is written, records are taken and dropped.
 *
 * <p>Used by one thread, but for {@link #send}, which a second thread may call in between.
 */
public final class TaskTransaction implements AutoCloseable {

    /** How long the outcome of a commit is asked for. */
    private static final Duration COMMIT_LIMIT = Duration.ofMinutes(2);

    /** The client gives some failures of the group coordinator as text only. */
    private static final String ID_FORGOTTEN = "not currently assigned to its transactional id";

    private enum State {
        NOT_BEGUN,
        OPEN,
        WRITTEN_BEFORE,
        COMMITTING,
        OVER
    }

    private final TransactionPool pool;
    private final TransactionCluster cluster;
    private final KafkaConnection connection;
    private final TaskIdentity task;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private State state = State.NOT_BEGUN;
    private Producer<byte[], byte[]> producer;

    /** Of the record before. */
    private String topic = "";

    /** Of all records of that topic. */
    private Callback report;

    public TaskTransaction(TransactionPool pool, KafkaConnection connection, TaskIdentity task) {
        this.pool = pool;
        this.cluster = pool.cluster(connection);
        this.connection = connection;
        this.task = task;
    }

    /**
     * Puts a record into the transaction.
     *
     * @throws MillraceException if this record cannot be sent, or one before it could not
     */
    public synchronized void send(ProducerRecord<byte[], byte[]> record) {
        throwFailure();
        if (state == State.NOT_BEGUN) {
            begin();
        }
        if (state == State.WRITTEN_BEFORE) {
            return;
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("transaction '" + task.id() + "' is over");
        }
        if (!record.topic().equals(topic)) {
            topic = record.topic();
            report = reportFor(topic);
        }
        try {
            producer.send(record, report);
        } catch (KafkaException e) {
            throw fail(e, writingTo(topic));
        }
        Failpoint.SINK_TASK_WRITING.pass();
    }

    private void begin() {
        if (!takeKept()) {
            open();
        }
        if (state == State.NOT_BEGUN) {
            try {
                producer.beginTransaction();
            } catch (KafkaException e) {
                throw fail(e, "begin a transaction");
            }
            state = State.OPEN;
            pool.begun();
        }
    }

    /**
     * Takes the producer that committed the micro-batch before: nobody else can have had the id in
     * between, so that the token need not be read.
     */
    private boolean takeKept() {
        TransactionPool.KeptProducer kept = pool.take(connection, task.id());
        if (kept == null) {
            return false;
        }
        CommitToken last = kept.last();
        if (last.run() == task.run() && last.epoch() == task.epoch()) {
            // An attempt before this one committed, and could not tell Spark.
            pool.keep(connection, task.id(), kept.producer(), last);
            state = State.WRITTEN_BEFORE;
            return true;
        }
        boolean fresh =
                last.run() == task.run() && last.epoch() == task.epoch() - 1 && task.attempt() == 0;
        if (!fresh) {
            pool.close(kept.producer());
            return false;
        }
        producer = kept.producer();
        return true;
    }

    private void open() {
        // Before the id is taken from a later run, and after, when none can come any more.
        requireCurrent(offsets(List.of(task.scope().driver())));
        producer = cluster.openProducer(task.id());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw fail(e, "take over transactional id '" + task.id() + "'");
        }
        Failpoint.SINK_TASK_AFTER_FENCE.pass();
        Map<String, OffsetAndMetadata> found = offsets(List.of(task.scope().driver(), task.id()));
        requireCurrent(found);
        Optional<CommitToken> token = CommitToken.of(task.id(), found);
        if (token.isPresent() && token.get().epoch() >= task.epoch()) {
            Replay.check(task.scope(), task.epoch(), task.plan(), token.get());
            pool.keep(connection, task.id(), producer, token.get());
            producer = null;
            state = State.WRITTEN_BEFORE;
        }
    }

    private Map<String, OffsetAndMetadata> offsets(List<String> groups) {
        try {
            return cluster.offsets(groups, task.scope().place());
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private void requireCurrent(Map<String, OffsetAndMetadata> found) {
        long current = RunRecord.of(task.scope().driver(), found).run();
        if (current > task.run()) {
            MillraceException overtaken =
                    TransactionError.SINK_OVERTAKEN.exception(
                            task.run(), task.scope().query(), "run " + current);
            failure.compareAndSet(null, overtaken);
            throw overtaken;
        }
    }

    private Callback reportFor(String written) {
        return (metadata, e) -> {
            if (e instanceof RuntimeException failed) {
                failure.compareAndSet(null, translate(failed, writingTo(written)));
            } else if (e != null) {
                failure.compareAndSet(null, translate(new KafkaException(e), writingTo(written)));
            }
        };
    }

    private static String writingTo(String topic) {
        return "write to topic '" + topic + "'";
    }

    /**
     * Makes all records visible, with the token.
     *
     * @throws MillraceException with {@link TransactionError#COMMIT_OUTCOME_UNKNOWN} if it cannot
     *     be told whether they are: the next attempt finds out
     */
    public synchronized void commit() {
        if (state == State.NOT_BEGUN || state == State.WRITTEN_BEFORE) {
            state = State.OVER;
            return;
        }
        throwFailure();
        Failpoint.SINK_TASK_BEFORE_TOKEN.pass();
        CommitToken token = task.token();
        try {
            producer.sendOffsetsToTransaction(
                    Map.of(task.scope().place(), token.toOffset()), TokenGroup.named(task.id()));
        } catch (KafkaException e) {
            throw lost(fail(e, "put the commit token into transaction '" + task.id() + "'"));
        }
        Failpoint.SINK_TASK_BEFORE_COMMIT.pass();
        state = State.COMMITTING;
        commitUntilKnown();
        Failpoint.SINK_TASK_AFTER_COMMIT.pass();
        state = State.OVER;
        Producer<byte[], byte[]> committed = producer;
        producer = null;
        pool.keep(connection, task.id(), committed, token);
        pool.ended();
    }

    private void commitUntilKnown() {
        long deadline = System.nanoTime() + COMMIT_LIMIT.toNanos();
        boolean known = false;
        while (!known) {
            try {
                producer.commitTransaction();
                known = true;
            } catch (TimeoutException e) {
                throwFailureOfCommit();
                // The client goes on with the same request; a new one could commit twice.
                if (System.nanoTime() - deadline > 0) {
                    throw unknown(e);
                }
            } catch (org.apache.kafka.common.errors.InterruptException e) {
                throw unknown(e);
            } catch (KafkaException e) {
                // The client refused to commit, or the broker did: there is something to abort.
                state = State.OPEN;
                RuntimeException first = failure.get();
                throw lost(
                        first != null ? first : fail(e, "commit transaction '" + task.id() + "'"));
            }
        }
    }

    /** A record that could not be sent: then nothing has been committed. */
    private void throwFailureOfCommit() {
        RuntimeException first = failure.get();
        if (first != null) {
            state = State.OPEN;
            throw lost(first);
        }
    }

    private RuntimeException unknown(KafkaException cause) {
        MillraceException unknown =
                TransactionError.COMMIT_OUTCOME_UNKNOWN.causedBy(
                        cause, task.id(), KafkaFailure.reason(cause));
        failure.compareAndSet(null, unknown);
        return unknown;
    }

    /** Whoever has lost the id asks who took it: a later run, or somebody of its own. */
    private RuntimeException lost(RuntimeException failed) {
        boolean asks =
                failed instanceof MillraceException coded
                        && coded.code() == TransactionError.TRANSACTION_LOST;
        if (asks) {
            try {
                requireCurrent(
                        cluster.offsets(List.of(task.scope().driver()), task.scope().place()));
            } catch (RuntimeException e) {
                e.addSuppressed(failed);
                return e;
            }
        }
        return failed;
    }

    /** What failed first says more than what fails because of it. */
    private RuntimeException fail(RuntimeException e, String action) {
        failure.compareAndSet(null, translate(e, action));
        return failure.get();
    }

    private RuntimeException translate(RuntimeException e, String action) {
        Throwable cause = KafkaFailure.unwrap(e);
        if (cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidPidMappingException
                || String.valueOf(cause.getMessage()).contains(ID_FORGOTTEN)) {
            return TransactionError.TRANSACTION_LOST.causedBy(
                    e, task.id(), KafkaFailure.reason(cause));
        }
        return cluster.translate(e, action);
    }

    private void throwFailure() {
        RuntimeException first = failure.get();
        if (first != null) {
            throw lost(first);
        }
    }

    /** Gives up what was sent: nobody will see it. Does not wait for the broker. */
    public void abort() {
        close();
    }

    /** The same as {@link #abort}, unless it was committed. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            if (state == State.COMMITTING) {
                // Not for us to abort: it may be committed.
                pool.close(producer);
            } else {
                pool.abort(producer);
            }
            if (state == State.OPEN || state == State.COMMITTING) {
                pool.ended();
            }
            producer = null;
        }
        state = State.OVER;
    }
}
