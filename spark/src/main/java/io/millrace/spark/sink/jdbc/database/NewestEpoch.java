package io.millrace.spark.sink.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds how far a query has come in its sink. */
final class NewestEpoch {

    static final long NONE = -1;

    private final SinkPlan plan;
    private final SinkRun run;

    NewestEpoch(SinkPlan plan, SinkRun run) {
        this.plan = plan;
        this.run = run;
    }

    /** The newest epoch of any partition, {@link #NONE} if there is none. */
    long find() {
        Retry retry = new Retry(plan.settings(), plan.dialect(), plan.settings().limits().retry());
        try {
            return retry.run("read from", this::read);
        } catch (SQLException e) {
            throw Failures.atStart(plan.settings(), run.commits(), e);
        }
    }

    private long read() throws SQLException {
        String all = run.statements(plan.dialect()).found();
        try (Connection connection = plan.dialect().connect(plan.settings());
                PreparedStatement statement = connection.prepareStatement(all)) {
            statement.setString(1, run.query());
            statement.setString(2, run.sinkText());
            statement.setInt(3, 0);
            statement.setLong(4, 0);
            long newest = NONE;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    newest = Math.max(newest, row.getLong(2));
                }
            }
            return newest;
        }
    }
}
