package io.millrace.spark.sink.jdbc;

import io.millrace.spark.sink.jdbc.database.JdbcError;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;

/** Rows that are final. */
record AppendBuilder(JdbcWrite write) implements SupportsTruncate {

    /** Spark asks for it in complete mode; in update mode it asks for a builder of another kind. */
    @Override
    public WriteBuilder truncate() {
        throw JdbcError.JDBC_MODE_CONFLICT.exception(write.table(), "complete");
    }

    @Override
    public Write build() {
        return write;
    }
}
