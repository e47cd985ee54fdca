package io.millrace.spark.sink.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tables out of PostgreSQL's catalog. */
final class PostgresCatalog {

    private static final String TABLE =
            "SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid ="
                    + " c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN"
                    + " ('r','p','v','f')";

    /** Domains are what they are made of, arrays what their elements are. */
    private static final String COLUMNS =
            "SELECT a.attname, CASE WHEN e.typtype = 'e' THEN 'enum' ELSE e.typname END,"
                    + " b.typcategory = 'A', pg_catalog.format_type(a.atttypid, a.atttypmod), CASE WHEN"
                    + " e.typname = 'numeric' AND m.typmod >= 4 THEN (((m.typmod - 4) & 2047) # 1024) -"
                    + " 1024 ELSE 2147483647 END, NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '', a.attgenerated <>"
                    + " '' OR a.attidentity = 'a' FROM pg_catalog.pg_attribute a JOIN"
                    + " pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_type b ON b.oid ="
                    + " CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END CROSS JOIN"
                    + " LATERAL (SELECT CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS"
                    + " typmod) m JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN b.typcategory = 'A' THEN b.typelem"
                    + " ELSE b.oid END WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped"
                    + " ORDER BY a.attnum";

    private static final String UNIQUE_KEYS =
            "SELECT i.indexrelid, a.attname FROM pg_catalog.pg_index i CROSS JOIN LATERAL"
                    + " unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) JOIN"
                    + " pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
                    + " WHERE i.indrelid = ? AND i.indisunique AND i.indimmediate AND i.indisvalid AND"
                    + " i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts";

    private PostgresCatalog() {}

    static Optional<TargetTable> find(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long oid = row.getLong(1);
                return Optional.of(
                        new TargetTable(
                                table, columns(connection, oid), uniqueKeys(connection, oid)));
            }
        }
    }

    private static List<TargetColumn> columns(Connection connection, long oid) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(
                            new TargetColumn(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getBoolean(3),
                                    row.getString(4),
                                    row.getInt(5),
                                    row.getBoolean(6),
                                    row.getBoolean(7)));
                }
            }
        }
        return columns;
    }

    private static List<Set<String>> uniqueKeys(Connection connection, long oid)
            throws SQLException {
        Map<Long, Set<String>> keys = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE_KEYS)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.computeIfAbsent(row.getLong(1), index -> new LinkedHashSet<>())
                            .add(row.getString(2));
                }
            }
        }
        return List.copyOf(keys.values());
    }
}
