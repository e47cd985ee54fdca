package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.error.MillraceException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the rows of one task in one transaction. As long as the rows fit into the buffer nothing
 * is sent before the commit, and the transaction is repeated where that helps; once they do not,
 * the transaction is open, and what breaks it fails the task. Not thread-safe.
 */
public final class TaskWrite implements AutoCloseable {

    private final SinkPlan plan;
    private final int partition;
    private final Optional<EpochClaim> claim;
    private final Rejections rejections;
    private final TaskFailures failures;
    private final Retry retry;
    private final List<NumberedRow> buffer = new ArrayList<>();
    private long bufferedBytes;
    private long count;
    private TaskTransaction open;
    private boolean isWritten;
    private boolean isOutcomeUnknown;

    TaskWrite(SinkPlan plan, int partition, Optional<EpochClaim> claim, Rejections rejections) {
        this.plan = plan;
        this.partition = partition;
        this.claim = claim;
        this.rejections = rejections;
        this.failures = new TaskFailures(plan, partition);
        this.retry = new Retry(plan.settings(), plan.dialect(), plan.settings().limits().retry());
    }

    /**
     * Adds a row.
     *
     * @param values as JDBC takes them, in the order of the columns
     */
    public void add(Object[] values) {
        count++;
        if (isWritten) {
            return;
        }
        NumberedRow row = new NumberedRow(count, values);
        buffer.add(row);
        bufferedBytes += row.bytes();
        if (bufferedBytes >= plan.bufferBytes()) {
            translated(this::sendBuffer);
        }
    }

    /**
     * Commits what was added; no row has to, and then nothing is done.
     *
     * @return what became of the rows
     */
    public TaskResult commit() {
        translated(this::finish);
        return new TaskResult(count, rejections.count(), isWritten ? 1 : 0, retry.attempts());
    }

    private interface Step {
        void run() throws SQLException;
    }

    private void translated(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw failures.translate(e, open != null);
        } catch (MillraceException e) {
            throw isOutcomeUnknown && e.code() == JdbcError.JDBC_DATABASE_UNREACHABLE
                    ? failures.outcomeUnknown(e)
                    : e;
        }
    }

    private void sendBuffer() throws SQLException {
        if (open == null) {
            open = retry.run("write to", this::openWithBuffer);
            isWritten = open == null;
        } else {
            open.write(buffer);
        }
        buffer.clear();
        bufferedBytes = 0;
    }

    /** Null if the rows are there already. */
    private TaskTransaction openWithBuffer() throws SQLException {
        TaskTransaction transaction = TaskTransaction.open(plan, claim, rejections);
        try {
            if (transaction.begin()) {
                transaction.write(buffer);
                return transaction;
            }
            transaction.close();
            return null;
        } catch (SQLException | RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    private void finish() throws SQLException {
        if (isWritten || count == 0) {
            return;
        }
        if (open == null) {
            isWritten = !retry.run("write to", this::writeWhole);
            return;
        }
        open.write(buffer);
        try {
            open.commit();
        } catch (CommitOutcomeUnknownException e) {
            resolve(e);
        }
    }

    /** False if the rows were there already. */
    private boolean writeWhole() throws SQLException {
        TaskTransaction transaction = openWithBuffer();
        if (transaction == null) {
            // Where an earlier try had an unknown outcome, that was it.
            return isOutcomeUnknown;
        }
        try (transaction) {
            transaction.commit();
            return true;
        } catch (CommitOutcomeUnknownException e) {
            if (claim.isEmpty()) {
                throw failures.outcomeUnknown(e);
            }
            isOutcomeUnknown = true;
            throw e;
        }
    }

    /** The rows are gone from the buffer; only whether they are in the table can be found out. */
    private void resolve(CommitOutcomeUnknownException failure) throws SQLException {
        isOutcomeUnknown = true;
        if (claim.isEmpty()) {
            throw failures.outcomeUnknown(failure);
        }
        boolean committed =
                retry.run(
                        "write to",
                        () -> {
                            try (var connection = plan.dialect().connect(plan.settings())) {
                                return claim.get().isCommitted(connection);
                            }
                        });
        if (!committed) {
            throw failure;
        }
    }

    /** Gives up what is not committed. */
    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /**
     * What became of the rows of a task.
     *
     * @param rows that it was given
     * @param rejected how many of these the database does not take
     * @param repeated 1 if the rows were there already, else 0
     * @param attempts at its transaction
     */
    public record TaskResult(long rows, long rejected, long repeated, int attempts)
            implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }
}
