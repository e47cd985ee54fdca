package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.error.MillraceException;
import java.sql.SQLException;
import java.util.List;

/** Says what a failure of the database means for a task. */
final class TaskFailures {

    private final SinkPlan plan;
    private final int partition;

    TaskFailures(SinkPlan plan, int partition) {
        this.plan = plan;
        this.partition = partition;
    }

    /**
     * The failure under its code.
     *
     * @param sent whether rows were sent that cannot be sent again
     */
    MillraceException translate(SQLException exception, boolean sent) {
        if (exception instanceof CommitOutcomeUnknownException unknown) {
            return outcomeUnknown(unknown);
        }
        SqlFailure failure = SqlFailure.of(exception, plan.dialect());
        return switch (failure.kind()) {
            case CONNECTION, TRANSACTION ->
                    sent
                            ? JdbcError.JDBC_TRANSACTION_LOST.causedBy(
                                    exception,
                                    partition,
                                    plan.table(),
                                    failure.message(),
                                    failure.state())
                            : failed(failure, exception);
            case LOGIN -> Failures.login(plan.settings(), failure, exception);
            case TABLE ->
                    JdbcError.JDBC_TABLE_CHANGED.causedBy(
                            exception, plan.table(), differences(failure), failure.state());
            case DATA -> failed(failure, null);
            default -> failed(failure, exception);
        };
    }

    private MillraceException failed(SqlFailure failure, SQLException cause) {
        return JdbcError.JDBC_WRITE_FAILED.causedBy(
                cause,
                plan.table(),
                plan.settings(),
                failure.reason() + failure.where(),
                failure.state());
    }

    MillraceException outcomeUnknown(Exception cause) {
        return JdbcError.JDBC_COMMIT_UNKNOWN.causedBy(
                cause,
                partition,
                plan.table(),
                "A streaming query finds out when it starts again and neither loses nor repeats"
                        + " them; after a batch write look for them in the table");
    }

    /** What the table is now, against what it was at the start. */
    private String differences(SqlFailure failure) {
        try (var connection = plan.dialect().connect(plan.settings())) {
            List<String> found =
                    plan.dialect()
                            .find(connection, plan.table())
                            .map(table -> ColumnComparison.differences(table, plan.query()))
                            .orElse(List.of("it is gone"));
            return found.isEmpty() ? failure.message() : String.join("; ", found);
        } catch (SQLException e) {
            return failure.message();
        }
    }
}
