package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;

/**
 * A column as the database has it.
 *
 * @param type the type's name in the catalog, such as {@code int8}; of an array that of its
 *     elements
 * @param shownType the type as the database shows it, such as {@code numeric(10,2)}
 * @param scale digits after the point that the type keeps
 * @param filled whether the database fills it in where a row does not give it
 * @param readOnly whether no row may give it
 */
public record TargetColumn(
        String name,
        String type,
        boolean array,
        String shownType,
        int scale,
        boolean filled,
        boolean readOnly)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
