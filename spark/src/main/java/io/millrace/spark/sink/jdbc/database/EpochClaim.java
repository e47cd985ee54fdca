package io.millrace.spark.sink.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The part of a task's transaction that makes its rows be there once: the epoch is claimed before
 * any row is written, and the run must still be the newest when all are.
 */
final class EpochClaim {

    /** Of the rows in the table of commits; what is newer is refused. */
    static final int VERSION = 1;

    private final SinkRun run;
    private final TaskEpoch task;
    private final CommitStatements statements;

    EpochClaim(SinkRun run, TaskEpoch task, Dialect dialect) {
        this.run = run;
        this.task = task;
        this.statements = run.statements(dialect);
    }

    /**
     * Takes the epoch for the transaction of the connection. Waits for another attempt of the task
     * that has it and has not ended.
     *
     * @return false if the rows of the epoch are there already
     * @throws io.millrace.common.error.MillraceException if they must not be written by this run
     */
    boolean take(Connection connection) throws SQLException {
        requireNewest(connection, statements.generation());
        boolean taken = claim(connection);
        boolean found = requireFitting(connection);
        if (!taken && !found) {
            throw JdbcError.JDBC_COMMITS_UNREADABLE.exception(
                    run.commits(), "the row of partition " + task.partition() + " vanished");
        }
        return taken;
    }

    private boolean claim(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statements.claim())) {
            statement.setString(1, run.query());
            statement.setString(2, run.sinkText());
            statement.setInt(3, task.partition());
            statement.setLong(4, task.epoch());
            statement.setInt(5, task.tasks());
            statement.setString(6, task.splits());
            statement.setInt(7, VERSION);
            return statement.executeUpdate() == 1;
        }
    }

    /** Whether this partition has the epoch; all that is written of it or later must fit. */
    private boolean requireFitting(Connection connection) throws SQLException {
        boolean found = false;
        try (PreparedStatement statement = connection.prepareStatement(statements.found())) {
            statement.setString(1, run.query());
            statement.setString(2, run.sinkText());
            statement.setInt(3, task.partition());
            statement.setLong(4, task.epoch());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long epoch = row.getLong(2);
                    requireFitting(epoch, row.getInt(3), row.getInt(4), row.getString(5));
                    found |= row.getInt(1) == task.partition() && epoch == task.epoch();
                }
            }
        }
        return found;
    }

    private void requireFitting(long epoch, int tasks, int version, String splits) {
        if (version > VERSION) {
            throw JdbcError.JDBC_COMMITS_UNREADABLE.exception(
                    run.commits(),
                    "a row has version " + version + ", and this is version " + VERSION);
        }
        if (epoch > task.epoch()) {
            throw JdbcError.JDBC_EPOCH_AHEAD.exception(
                    task.epoch(), run.query(), run.sink(), epoch);
        }
        if (epoch == task.epoch() && tasks != task.tasks()) {
            throw JdbcError.JDBC_TASKS_DIFFER.exception(
                    task.epoch(), run.query(), run.sink(), task.tasks(), tasks);
        }
        if (epoch == task.epoch() && !splits.equals(task.splits())) {
            throw JdbcError.JDBC_SPLITS_DIFFER.exception(task.epoch(), run.query(), run.sink());
        }
    }

    /**
     * Keeps the run the newest until the transaction ends.
     *
     * @throws io.millrace.common.error.MillraceException if it has been overtaken
     */
    void hold(Connection connection) throws SQLException {
        requireNewest(connection, statements.hold());
    }

    private void requireNewest(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, run.query());
            statement.setString(2, run.sinkText());
            try (ResultSet row = statement.executeQuery()) {
                String newest = row.next() ? row.getString(1) : "(none)";
                if (!newest.equals(Long.toString(run.generation()))) {
                    throw JdbcError.JDBC_SINK_FENCED.exception(
                            run.sink(), run.generation(), run.query(), newest);
                }
            }
        }
    }

    /** Whether the epoch is committed, as far as it can be seen now. */
    boolean isCommitted(Connection connection) throws SQLException {
        return requireFitting(connection);
    }
}
