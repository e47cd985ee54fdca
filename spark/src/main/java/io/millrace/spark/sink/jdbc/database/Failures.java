package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.error.MillraceException;
import java.sql.SQLException;

/** Failures of the database before a row is written, under their codes. */
final class Failures {

    private Failures() {}

    static MillraceException login(
            ConnectionSettings settings, SqlFailure failure, SQLException exception) {
        return JdbcError.JDBC_LOGIN_REFUSED.causedBy(
                exception, settings, settings.user(), failure.message(), failure.state());
    }

    static MillraceException atStart(
            ConnectionSettings settings, TableName table, SQLException exception) {
        SqlFailure failure = SqlFailure.of(exception, Dialect.postgres());
        return failure.kind() == FailureKind.LOGIN
                ? login(settings, failure, exception)
                : JdbcError.JDBC_WRITE_FAILED.causedBy(
                        exception, table, settings, failure.message(), failure.state());
    }
}
