package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;

/**
 * A column of the rows that are written.
 *
 * @param array whether it holds arrays of the type
 * @param declared its type in a CREATE TABLE
 * @param scale digits after the point of a decimal, 0 of other types
 * @param shownType its type as the query has it
 */
public record QueryColumn(
        String name, ColumnType type, boolean array, String declared, int scale, String shownType)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
