package io.millrace.spark.sink.jdbc.database;

import java.sql.Types;
import java.util.Set;

/**
 * The types of values that are written, with the types of columns that take every one of them
 * unchanged, by their names in PostgreSQL's catalog.
 */
public enum ColumnType {
    BOOLEAN(Types.BOOLEAN, "bool", "boolean", Set.of("bool")),
    SMALLINT(Types.SMALLINT, "int2", "smallint", Set.of("int2", "int4", "int8", "numeric")),
    INTEGER(Types.INTEGER, "int4", "integer", Set.of("int4", "int8", "numeric")),
    BIGINT(Types.BIGINT, "int8", "bigint", Set.of("int8", "numeric")),
    REAL(Types.REAL, "float4", "real", Set.of("float4", "float8")),
    DOUBLE(Types.DOUBLE, "float8", "double precision", Set.of("float8")),
    DECIMAL(Types.NUMERIC, "numeric", "numeric", Set.of("numeric")),
    TEXT(Types.VARCHAR, "text", "text", Set.of("text", "varchar", "bpchar")),
    BYTES(Types.BINARY, "bytea", "bytea", Set.of("bytea")),
    DATE(Types.DATE, "date", "date", Set.of("date")),
    INSTANT(
            Types.TIMESTAMP_WITH_TIMEZONE,
            "timestamptz",
            "timestamp with time zone",
            Set.of("timestamptz")),
    LOCAL_TIME(Types.TIMESTAMP, "timestamp", "timestamp without time zone", Set.of("timestamp"));

    /** Types that a text is read as by the server, which rejects what does not fit. */
    private static final Set<String> READ_FROM_TEXT =
            Set.of("uuid", "json", "jsonb", "citext", "xml", "inet", "cidr", "macaddr", "enum");

    private final int sqlType;
    private final String element;
    private final String declared;
    private final Set<String> takers;

    ColumnType(int sqlType, String element, String declared, Set<String> takers) {
        this.sqlType = sqlType;
        this.element = element;
        this.declared = declared;
        this.takers = takers;
    }

    /** The name of the type in a CREATE TABLE. */
    public String declared() {
        return declared;
    }

    /** The name by which the driver knows the type of an array's elements. */
    String element() {
        return element;
    }

    boolean fits(String type) {
        return takers.contains(type) || isReadFromText(type);
    }

    private boolean isReadFromText(String type) {
        return this == TEXT && READ_FROM_TEXT.contains(type);
    }

    /** The JDBC type of a value that goes into a column of the type. */
    int sqlType(String type) {
        return isReadFromText(type) ? Types.OTHER : sqlType;
    }
}
