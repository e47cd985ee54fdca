package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.sink.jdbc.database.CommitStatements.CreateStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Begins a run of a query on its sink, in a transaction of its own. */
final class RunStart {

    private final SinkPlan plan;
    private final TableName commits;
    private final TableName runs;

    RunStart(SinkPlan plan, TableName commits) {
        this.plan = plan;
        this.commits = commits;
        this.runs = commits.sibling(commits.table() + "_runs");
    }

    SinkRun begin(String query, String run) {
        Retry retry = new Retry(plan.settings(), plan.dialect(), plan.settings().limits().retry());
        try {
            CommitStatements statements = plan.dialect().commits(commits, runs);
            for (CreateStatement create : statements.create()) {
                retry.run("write to", () -> createIfAbsent(create));
            }
            long generation = retry.run("write to", () -> raise(statements, query, run));
            return new SinkRun(query, plan.table(), generation, commits, runs);
        } catch (SQLException e) {
            throw Failures.atStart(plan.settings(), commits, e);
        }
    }

    /** Looks first: whoever made the table beforehand need not have the right to make others. */
    private boolean createIfAbsent(CreateStatement create) throws SQLException {
        try (Connection connection = plan.dialect().connect(plan.settings())) {
            if (plan.dialect().find(connection, create.table()).isPresent()) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(create.sql());
                connection.commit();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                // Another query may have been quicker.
                if (plan.dialect().find(connection, create.table()).isPresent()) {
                    return false;
                }
                throw e;
            }
        }
    }

    /** Raising it once more, after an outcome that is unknown, does no harm. */
    private long raise(CommitStatements statements, String query, String run) throws SQLException {
        Failpoint.JDBC_RUN_BEFORE_FENCE.pass();
        try (Connection connection = plan.dialect().connect(plan.settings())) {
            plan.dialect().begin(connection, plan.settings());
            long generation;
            try (PreparedStatement statement = connection.prepareStatement(statements.raise())) {
                statement.setString(1, query);
                statement.setString(2, plan.table().sql());
                statement.setString(3, run);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    generation = row.getLong(1);
                }
            }
            connection.commit();
            Failpoint.JDBC_RUN_AFTER_FENCE.pass();
            return generation;
        }
    }
}
