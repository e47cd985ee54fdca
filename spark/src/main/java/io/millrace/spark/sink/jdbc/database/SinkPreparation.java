package io.millrace.spark.sink.jdbc.database;

import io.millrace.spark.sink.jdbc.database.SinkRequest.AbsentTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Finds out on the driver whether rows can be written, before any task runs. */
final class SinkPreparation {

    /** Whoever starts a query waits for an answer. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final SinkRequest request;
    private final Dialect dialect = Dialect.postgres();
    private TableName table;

    SinkPreparation(SinkRequest request) {
        this.request = request;
        this.table = new TableName(request.schema().orElse("(default)"), request.table());
    }

    TableSink run() {
        Duration retry = request.settings().limits().retry();
        Duration budget = retry.compareTo(LONGEST) < 0 ? retry : LONGEST;
        try {
            return new Retry(request.settings(), dialect, budget).run("connect to", this::look);
        } catch (SQLException e) {
            throw Failures.atStart(request.settings(), table, e);
        }
    }

    private TableSink look() throws SQLException {
        try (Connection connection = dialect.connect(request.settings())) {
            dialect.begin(connection, request.settings());
            String schema =
                    request.schema().isPresent()
                            ? request.schema().get()
                            : dialect.currentSchema(connection);
            table = new TableName(schema, request.table());
            // Names that cannot be are refused before they are looked for.
            table.sql();
            TargetTable target = find(connection);
            TableSink sink = new TableSink(plan(target), commits());
            connection.commit();
            return sink;
        }
    }

    private TableName commits() {
        return table.sibling(request.commits());
    }

    private TargetTable find(Connection connection) throws SQLException {
        Optional<TargetTable> found = dialect.find(connection, table);
        if (found.isPresent()) {
            return found.get();
        }
        String create = dialect.create(table, request.columns(), request.keys());
        if (request.absent() == AbsentTable.REFUSE) {
            throw JdbcError.JDBC_TABLE_MISSING.exception(table, request.settings(), create);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(create);
        }
        return dialect.find(connection, table).orElseThrow();
    }

    private SinkPlan plan(TargetTable target) {
        List<String> differences = ColumnComparison.differences(target, request.columns());
        if (!differences.isEmpty()) {
            throw JdbcError.JDBC_COLUMNS_MISMATCH.exception(table, String.join("; ", differences));
        }
        List<String> names = request.columns().stream().map(QueryColumn::name).toList();
        List<String> keys = request.keys();
        if (!keys.isEmpty() && !target.uniqueKeys().contains(new HashSet<>(keys))) {
            throw JdbcError.JDBC_KEY_NOT_UNIQUE.exception(
                    table, String.join(", ", keys), dialect.unique(table, keys));
        }
        return new SinkPlan(
                request.settings(),
                table,
                request.columns(),
                request.columns().stream()
                        .map(c -> BoundColumn.of(c, target.column(c.name()).orElseThrow()))
                        .toList(),
                keys.isEmpty() ? dialect.insert(table, names) : dialect.upsert(table, names, keys),
                keys.stream().map(names::indexOf).toList(),
                request.batchRows(),
                request.bufferBytes(),
                request.rejected());
    }
}
