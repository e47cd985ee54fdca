package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How the values of a column are handed to the driver.
 *
 * @param sqlType the JDBC type, also of nulls: a type that changes would be planned anew
 * @param element the type of an array's elements, or null
 */
record BoundColumn(String name, int sqlType, String element) implements Serializable {

    private static final long serialVersionUID = 1L;

    static BoundColumn of(QueryColumn column, TargetColumn target) {
        return column.array()
                ? new BoundColumn(column.name(), java.sql.Types.ARRAY, column.type().element())
                : new BoundColumn(column.name(), column.type().sqlType(target.type()), null);
    }

    void bind(PreparedStatement statement, int parameter, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(parameter, sqlType);
        } else if (element != null) {
            statement.setArray(
                    parameter, statement.getConnection().createArrayOf(element, (Object[]) value));
        } else {
            statement.setObject(parameter, value, sqlType);
        }
    }
}
