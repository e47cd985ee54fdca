package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;

/** A table of a schema, as the database has them; nothing in a name has a meaning. */
public record TableName(String schema, String table) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** As it stands in a statement. */
    public String sql() {
        return Identifier.quoted(schema, "schema") + "." + Identifier.quoted(table, "table");
    }

    /** Another table of the same schema. */
    TableName sibling(String name) {
        return new TableName(schema, name);
    }

    @Override
    public String toString() {
        return sql();
    }
}
