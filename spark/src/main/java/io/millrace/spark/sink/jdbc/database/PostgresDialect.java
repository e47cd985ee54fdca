package io.millrace.spark.sink.jdbc.database;

import io.millrace.spark.sink.jdbc.database.CommitStatements.CreateStatement;
import io.millrace.spark.sink.jdbc.database.ConnectionSettings.TimeLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL 12 and later, and what speaks its language. */
final class PostgresDialect implements Dialect {

    static final PostgresDialect INSTANCE = new PostgresDialect();

    private static final int OLDEST = 12;

    private PostgresDialect() {}

    @Override
    public Connection connect(ConnectionSettings settings) throws SQLException {
        Connection connection =
                new Driver().connect(settings.address().url(), properties(settings));
        try {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw JdbcError.JDBC_SERVER_UNSUPPORTED.exception(settings, version);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Properties properties(ConnectionSettings settings) {
        TimeLimits limits = settings.limits();
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "millrace");
        properties.putAll(settings.address().properties());
        properties.setProperty("user", settings.user());
        settings.givenPassword().ifPresent(p -> properties.setProperty("password", p.reveal()));
        String connect = Long.toString(Math.max(1, limits.connect().toSeconds()));
        properties.setProperty("connectTimeout", connect);
        properties.setProperty("loginTimeout", connect);
        // A server that is gone without a word; one that is there ends statements before.
        Duration silence = limits.statement().plus(limits.connect());
        properties.setProperty("socketTimeout", Long.toString(silence.toSeconds() + 1));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        // Details quote the values of rows.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    @Override
    public String currentSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_schema()")) {
            row.next();
            String schema = row.getString(1);
            return schema == null ? "public" : schema;
        }
    }

    @Override
    public Optional<TargetTable> find(Connection connection, TableName table) throws SQLException {
        return PostgresCatalog.find(connection, table);
    }

    @Override
    public SqlFailure failure(SQLException exception) {
        String state = exception.getSQLState() == null ? "none" : exception.getSQLState();
        FailureKind kind = FailureKind.of(state);
        String message = String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        if (exception instanceof PSQLException ofServer
                && ofServer.getServerErrorMessage() != null) {
            ServerErrorMessage server = ofServer.getServerErrorMessage();
            return new SqlFailure(
                    kind, state, server.getMessage(), server.getColumn(), server.getConstraint());
        }
        return new SqlFailure(kind, state, message, null, null);
    }

    @Override
    public void begin(Connection connection, ConnectionSettings settings) throws SQLException {
        // Within the transaction alone: a pool of connections between may hand ours on.
        // Constraints at once: else a row would be rejected when it is too late to tell which.
        String sql =
                "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT"
                        + " set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true),"
                        + " set_config('idle_in_transaction_session_timeout', ?, true); SET"
                        + " CONSTRAINTS ALL IMMEDIATE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, millis(settings.limits().statement()));
            statement.setString(2, millis(settings.limits().lock()));
            statement.setString(3, millis(settings.limits().idle()));
            statement.execute();
        }
    }

    private static String millis(Duration limit) {
        return Long.toString(limit.toMillis());
    }

    @Override
    public String insert(TableName table, List<String> columns) {
        return "INSERT INTO "
                + table.sql()
                + " ("
                + list(columns)
                + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(","))
                + ")";
    }

    @Override
    public String upsert(TableName table, List<String> columns, List<String> keys) {
        String changes =
                columns.stream()
                        .filter(column -> !keys.contains(column))
                        .map(PostgresDialect::quoted)
                        .map(column -> column + "=EXCLUDED." + column)
                        .collect(Collectors.joining(","));
        return insert(table, columns)
                + " ON CONFLICT ("
                + list(keys)
                + ") DO "
                + (changes.isEmpty() ? "NOTHING" : "UPDATE SET " + changes);
    }

    @Override
    public String create(TableName table, List<QueryColumn> columns, List<String> keys) {
        String all =
                columns.stream()
                        .map(column -> quoted(column.name()) + " " + column.declared())
                        .collect(Collectors.joining(", "));
        String key = keys.isEmpty() ? "" : ", PRIMARY KEY (" + list(keys) + ")";
        return "CREATE TABLE " + table.sql() + " (" + all + key + ")";
    }

    @Override
    public String unique(TableName table, List<String> keys) {
        return "CREATE UNIQUE INDEX ON " + table.sql() + " (" + list(keys) + ")";
    }

    private static String list(List<String> columns) {
        return columns.stream().map(PostgresDialect::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String column) {
        return Identifier.quoted(column, "column");
    }

    @Override
    public CommitStatements commits(TableName commits, TableName runs) {
        String ofSink = " WHERE query_id = ? AND sink = ?";
        String generation = "SELECT generation FROM " + runs.sql() + ofSink;
        return new CommitStatements(
                new CreateStatement[] {
                    new CreateStatement(
                            commits,
                            "CREATE TABLE "
                                    + commits.sql()
                                    + " (query_id text NOT NULL, sink text NOT NULL, partition integer"
                                    + " NOT NULL, epoch bigint NOT NULL, tasks integer NOT NULL, splits"
                                    + " text NOT NULL, version"
                                    + " integer NOT NULL, committed_at timestamptz NOT NULL DEFAULT"
                                    + " now(), PRIMARY KEY (query_id, sink, partition))"),
                    new CreateStatement(
                            runs,
                            "CREATE TABLE "
                                    + runs.sql()
                                    + " (query_id text NOT NULL, sink text NOT NULL, generation bigint NOT"
                                    + " NULL, run_id text NOT NULL, started_at timestamptz NOT NULL"
                                    + " DEFAULT now(), PRIMARY KEY (query_id, sink))")
                },
                "INSERT INTO "
                        + runs.sql()
                        + " AS r (query_id, sink, generation, run_id) VALUES (?, ?, 1, ?) ON CONFLICT"
                        + " (query_id, sink) DO UPDATE SET generation = r.generation + 1, run_id ="
                        + " EXCLUDED.run_id, started_at = now() RETURNING generation",
                generation,
                generation + " FOR SHARE",
                "INSERT INTO "
                        + commits.sql()
                        + " AS c (query_id, sink, partition, epoch, tasks, splits, version) VALUES"
                        + " (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (query_id, sink, partition) DO UPDATE SET"
                        + " epoch = EXCLUDED.epoch, tasks = EXCLUDED.tasks, splits = EXCLUDED.splits, version ="
                        + " EXCLUDED.version, committed_at = now() WHERE c.epoch < EXCLUDED.epoch AND"
                        + " c.version <= EXCLUDED.version",
                "SELECT partition, epoch, tasks, version, splits FROM "
                        + commits.sql()
                        + ofSink
                        + " AND (partition = ? OR epoch >= ?)");
    }
}
