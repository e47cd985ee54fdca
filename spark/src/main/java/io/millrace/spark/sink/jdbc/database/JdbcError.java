package io.millrace.spark.sink.jdbc.database;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with rows that are written to a database, before or while they are. */
public enum JdbcError implements ErrorCode {
    JDBC_DRIVER_MISSING(
            RESOURCE,
            "Cannot write to a database: the class path has no PostgreSQL driver. Put"
                    + " org.postgresql:postgresql beside Millrace's jar, such as with --packages"
                    + " org.postgresql:postgresql:42.7.13."),
    JDBC_URL_REFUSED(USER, "Invalid address '{part}' of the database: expected {expected}."),
    JDBC_PROPERTY_REFUSED(
            USER,
            "Cannot set the property '{property}' of the PostgreSQL driver: {reason}. Take it out."),
    JDBC_IDENTIFIER_INVALID(
            USER, "Invalid name '{name}' of a {kind} in the database: expected {expected}."),
    JDBC_PASSWORD_MISSING(
            USER,
            "Cannot read the password for {database}: the environment has no variable '{variable}'."
                    + " Set it where the query is started."),
    JDBC_LOGIN_REFUSED(
            USER,
            "Cannot log in to {database} as '{user}': {reason} (SQLSTATE {state}). Check user,"
                    + " password, database and the server's pg_hba.conf."),
    JDBC_DATABASE_UNREACHABLE(
            EXTERNAL,
            true,
            "Cannot {action} {database}: {reason} (SQLSTATE {state}), tried {attempts} times in"
                    + " {seconds} s. Check that it runs and is reachable; a longer outage is survived"
                    + " with a larger retry.timeout."),
    JDBC_SERVER_UNSUPPORTED(
            USER,
            "Cannot write to {database}: its server is version {version}, but PostgreSQL 12 or later"
                    + " is needed. Use a later server."),
    JDBC_TABLE_MISSING(
            USER,
            "Cannot write to the table {table} of {database}: there is no such table. Create it,"
                    + " or set create.table=true to have it done: {statement}"),
    JDBC_COLUMNS_MISMATCH(
            USER,
            "Cannot write the query's columns to the table {table}: {differences}. Change the query"
                    + " or the table."),
    JDBC_TABLE_CHANGED(
            USER,
            "Cannot go on writing to the table {table}: it was changed while the query runs:"
                    + " {differences} (SQLSTATE {state}). Change it back, or adapt the query and start"
                    + " it again."),
    JDBC_KEY_NOT_UNIQUE(
            USER,
            "Cannot upsert into the table {table} by {key}: no unique index has just these columns."
                    + " Set key.columns to the columns of one, or run: {statement}"),
    JDBC_MODE_CONFLICT(
            USER,
            "Cannot write the table {table} in output mode {mode} with write.mode=append: changed rows"
                    + " would be there many times. Set write.mode=upsert and key.columns."),
    JDBC_REAL_TIME_UNSUPPORTED(
            USER,
            "Cannot write the table {table} in real-time mode: rows are committed with whole"
                    + " micro-batches. Use a trigger that makes micro-batches."),
    JDBC_SINK_FENCED(
            RESOURCE,
            "Cannot go on writing to {table} as run {generation} of the query {query}: run {current}"
                    + " has taken over. Stop this run, or find out who started the other on the same"
                    + " checkpoint."),
    JDBC_EPOCH_AHEAD(
            USER,
            "Cannot write micro-batch {epoch} of the query {query} to {table}: the table already has"
                    + " micro-batch {found}, so the checkpoint is older than the database. Use the"
                    + " checkpoint that belongs to the table, or restore both to one point."),
    JDBC_TASKS_DIFFER(
            USER,
            "Cannot repeat micro-batch {epoch} of the query {query} on {table} in {tasks} tasks: it"
                    + " was begun in {found} tasks, and some of their rows are there. Start again with"
                    + " what made {found} tasks: the same spark.sql.shuffle.partitions, partitions of"
                    + " the source and cores."),
    JDBC_SPLITS_DIFFER(
            USER,
            "Cannot repeat micro-batch {epoch} of the query {query} on {table}: its tasks would read"
                    + " other partitions and offsets than before, and the rows of some are there. Start"
                    + " again with the options of the source, and the version of Millrace, that it was"
                    + " begun with."),
    JDBC_COMMITS_UNREADABLE(
            USER,
            "Cannot read the table {commits}: {reason}. Use the version of Millrace that wrote it, or"
                    + " another table with commits.table."),
    JDBC_COMMIT_UNKNOWN(
            EXTERNAL,
            true,
            "Cannot tell whether the rows of task {task} are in {table}: the connection was lost while"
                    + " they were committed. {remedy}."),
    JDBC_ROW_REJECTED(
            USER,
            "Cannot write row {row} of task {task} in {batch} to the table {table}: the database"
                    + " rejects it{where} (SQLSTATE {state}, {meaning}). Correct the query or the table,"
                    + " or set rejected=skip to leave such rows out."),
    JDBC_TRANSACTION_LOST(
            EXTERNAL,
            true,
            "Cannot go on with task {task} on {table}: its transaction was lost ({reason}, SQLSTATE"
                    + " {state}) after more rows than fit into buffer.size. The task must run again;"
                    + " allow it retries (spark.task.maxFailures), or set a larger buffer.size."),
    JDBC_WRITE_FAILED(
            EXTERNAL,
            "Cannot write to the table {table} of {database}: {reason} (SQLSTATE {state}). Put that"
                    + " right and start the query again.");

    private final ErrorDeclaration declaration;

    JdbcError(ErrorCategory category, String template) {
        this(category, false, template);
    }

    JdbcError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
