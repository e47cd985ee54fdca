package io.millrace.spark.sink.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes rows within a transaction that another has begun. */
final class RowStatement implements AutoCloseable {

    private final SinkPlan plan;
    private final PreparedStatement statement;

    RowStatement(Connection connection, SinkPlan plan) throws SQLException {
        this.plan = plan;
        this.statement = connection.prepareStatement(plan.statement());
    }

    /** All of the rows, or an exception and a transaction that is to be rolled back. */
    void write(List<NumberedRow> rows) throws SQLException {
        for (NumberedRow row : plan.keys().isEmpty() ? rows : lastOfEachKey(rows)) {
            add(row);
        }
        statement.executeBatch();
    }

    /** The same, one statement after the other. */
    void writeOneByOne(List<NumberedRow> rows) throws SQLException {
        for (NumberedRow row : rows) {
            add(row);
            statement.executeBatch();
        }
    }

    private void add(NumberedRow row) throws SQLException {
        List<BoundColumn> columns = plan.columns();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).bind(statement, i + 1, row.values()[i]);
        }
        statement.addBatch();
    }

    /** One statement must not change a row twice. */
    private List<NumberedRow> lastOfEachKey(List<NumberedRow> rows) {
        Map<List<Object>, NumberedRow> last = new LinkedHashMap<>();
        for (NumberedRow row : rows) {
            List<Object> key = new ArrayList<>();
            for (int ordinal : plan.keys()) {
                key.add(comparable(row.values()[ordinal]));
            }
            // Anew at the end: the order of what is written is the order of the rows.
            last.remove(key);
            last.put(key, row);
        }
        return new ArrayList<>(last.values());
    }

    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return java.nio.ByteBuffer.wrap(bytes);
        }
        if (value instanceof java.math.BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value instanceof Object[] array ? Arrays.asList(array) : value;
    }

    /** Forgets rows that were added before a failure. */
    void clear() throws SQLException {
        statement.clearBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
