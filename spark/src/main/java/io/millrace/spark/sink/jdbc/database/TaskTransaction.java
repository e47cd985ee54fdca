package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.fault.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;

/** One try at the transaction of a task. Closing it without a commit rolls it back. */
final class TaskTransaction implements AutoCloseable {

    private final SinkPlan plan;
    private final Optional<EpochClaim> claim;
    private final Rejections rejections;
    private final Connection connection;
    private RowStatement rows;

    private TaskTransaction(
            SinkPlan plan,
            Optional<EpochClaim> claim,
            Rejections rejections,
            Connection connection) {
        this.plan = plan;
        this.claim = claim;
        this.rejections = rejections;
        this.connection = connection;
    }

    static TaskTransaction open(SinkPlan plan, Optional<EpochClaim> claim, Rejections rejections)
            throws SQLException {
        rejections.clear();
        Connection connection = plan.dialect().connect(plan.settings());
        return new TaskTransaction(plan, claim, rejections, connection);
    }

    /**
     * Begins, and claims the epoch if there is one.
     *
     * @return false if its rows are there already
     */
    boolean begin() throws SQLException {
        plan.dialect().begin(connection, plan.settings());
        if (claim.isPresent() && !claim.get().take(connection)) {
            return false;
        }
        rows = new RowStatement(connection, plan);
        Failpoint.JDBC_TASK_BEFORE_ROWS.pass();
        return true;
    }

    void write(List<NumberedRow> all) throws SQLException {
        for (int from = 0; from < all.size(); from += plan.batchRows()) {
            writeBatch(all.subList(from, Math.min(all.size(), from + plan.batchRows())));
            Failpoint.JDBC_TASK_WRITING.pass();
        }
    }

    /** Halves what the database rejects until what is left is the row, or the rows, to blame. */
    private void writeBatch(List<NumberedRow> batch) throws SQLException {
        SQLException failure = tryTo(() -> rows.write(batch));
        if (failure != null && kind(failure) == FailureKind.REPEATED_KEY) {
            failure = tryTo(() -> rows.writeOneByOne(batch));
        }
        if (failure == null) {
            return;
        }
        if (batch.size() == 1) {
            rejections.add(batch.get(0), SqlFailure.of(failure, plan.dialect()));
            return;
        }
        int half = batch.size() / 2;
        writeBatch(batch.subList(0, half));
        writeBatch(batch.subList(half, batch.size()));
    }

    private interface Write {
        void run() throws SQLException;
    }

    /** Returns a failure that says something of the rows, and throws any other. */
    private SQLException tryTo(Write write) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            write.run();
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException e) {
            FailureKind kind = kind(e);
            if (kind != FailureKind.DATA && kind != FailureKind.REPEATED_KEY) {
                throw e;
            }
            rows.clear();
            connection.rollback(before);
            return e;
        }
    }

    private FailureKind kind(SQLException failure) {
        return SqlFailure.of(failure, plan.dialect()).kind();
    }

    void commit() throws SQLException {
        rejections.handOver();
        if (claim.isPresent()) {
            claim.get().hold(connection);
        }
        Failpoint.JDBC_TASK_BEFORE_COMMIT.pass();
        try {
            connection.commit();
        } catch (SQLException e) {
            if (kind(e) == FailureKind.CONNECTION) {
                throw new CommitOutcomeUnknownException(e);
            }
            throw e;
        }
        Failpoint.JDBC_TASK_AFTER_COMMIT.pass();
    }

    /** The server rolls back what a connection leaves behind. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone, which is all that was wanted.
        }
    }
}
