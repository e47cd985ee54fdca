package io.millrace.spark.sink.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What differs from one kind of database to the next. Immutable, for all threads. */
public sealed interface Dialect permits PostgresDialect {

    /** The dialect of PostgreSQL 12 and later. */
    static Dialect postgres() {
        try {
            return PostgresDialect.INSTANCE;
        } catch (NoClassDefFoundError e) {
            throw JdbcError.JDBC_DRIVER_MISSING.causedBy(e);
        }
    }

    /** A new connection without auto-commit. */
    Connection connect(ConnectionSettings settings) throws SQLException;

    /** The schema of tables that are named without one. */
    String currentSchema(Connection connection) throws SQLException;

    /** The table, if it is there. */
    Optional<TargetTable> find(Connection connection, TableName table) throws SQLException;

    /** What an exception of the driver says. */
    SqlFailure failure(SQLException exception);

    /** Begins a transaction with its limits, in isolation level READ COMMITTED. */
    void begin(Connection connection, ConnectionSettings settings) throws SQLException;

    /** A statement with a parameter for each column, in their order. */
    String insert(TableName table, List<String> columns);

    /** The same, where a row of the same key is there changing that. */
    String upsert(TableName table, List<String> columns, List<String> keys);

    /** A statement that creates a table for rows of these columns. */
    String create(TableName table, List<QueryColumn> columns, List<String> keys);

    /** A statement that makes a key unique. */
    String unique(TableName table, List<String> keys);

    /** The statements over the tables of commits. */
    CommitStatements commits(TableName commits, TableName runs);
}
