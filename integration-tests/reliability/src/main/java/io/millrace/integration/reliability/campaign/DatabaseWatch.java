package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.Place;
import io.millrace.integration.reliability.cluster.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the rows of the database while they come, each one once, and hands them to the checks: all
 * transactions below the oldest one that runs are over, so that the next look begins there. A
 * transaction of its own comes before: a database that dies gives the numbers of transactions that
 * have left no trace to others, but none below one that has committed.
 */
final class DatabaseWatch {

    private static final long BETWEEN_MILLIS = 300;
    private static final int ROWS_AT_ONCE = 5_000;
    private static final int LAST_LOOKS = 200;
    private static final String MARK =
            "UPDATE looks SET n = n + 1 RETURNING pg_current_xact_id()::text";
    private static final String OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";
    private static final String ROWS =
            "SELECT producer, sequence, key, amount, text, hash, transaction::text FROM delivered"
                    + " WHERE transaction >= ?::xid8 AND transaction < ?::xid8";

    private final DatabaseServer database;
    private final FlowChecks checks;
    private final Thread thread = new Thread(this::run, "database");
    private volatile boolean stopped;
    private volatile long seen;
    private volatile RuntimeException failure;
    private long passed;

    DatabaseWatch(DatabaseServer database, FlowChecks checks) {
        this.database = database;
        this.checks = checks;
    }

    /** Makes the table. */
    void start() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : Tables.databaseTable()) {
                statement.execute(sql);
            }
        }
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                try {
                    look();
                } catch (SQLException e) {
                    // It is away; whatever was not counted yet is read again.
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Returns whether all is seen that was written before. */
    private synchronized boolean look() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement rows = connection.prepareStatement(ROWS)) {
            long mark = number(connection, MARK);
            // In the snapshot that comes next, what is below is as it will stay.
            long until = Math.min(mark, number(connection, OLDEST));
            connection.setAutoCommit(false);
            rows.setFetchSize(ROWS_AT_ONCE);
            rows.setString(1, Long.toString(passed));
            rows.setString(2, Long.toString(until));
            Batch batch = new Batch();
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    batch.add(row);
                }
            }
            batch.handOver();
            passed = until;
            return until == mark;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows of one look: all of them are handed over, or none. */
    private final class Batch {

        private final List<Runnable> rows = new ArrayList<>();

        void add(ResultSet row) throws SQLException {
            InputId id = new InputId(row.getInt(1), row.getInt(2));
            String key = row.getString(3);
            FlowChecks.Content content =
                    new FlowChecks.Content(row.getLong(4), row.getString(5), row.getLong(6));
            Place place = new Place(Tables.ROWS, 0, row.getLong(7));
            rows.add(() -> checks.seeRow(place, id, key, content));
        }

        void handOver() {
            rows.forEach(Runnable::run);
            seen += rows.size();
        }
    }

    /** How many rows have been seen. */
    long seen() {
        return seen;
    }

    /** Fails if the watch has failed. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads what is there. Nobody writes any more, and the database runs. */
    void stop() throws InterruptedException, SQLException {
        stopped = true;
        thread.join();
        check();
        for (int i = 0; !look(); i++) {
            if (i == LAST_LOOKS) {
                throw new IllegalStateException("A transaction of the database does not end");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
    }
}
