package io.millrace.spark.sink.jdbc;

import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;

/** Rows that take the place of others: those of update and complete mode as well. */
record UpsertBuilder(JdbcWrite write) implements SupportsTruncate, SupportsStreamingUpdateAsAppend {

    /** All keys of a complete result come again, and each replaces itself. */
    @Override
    public WriteBuilder truncate() {
        return this;
    }

    @Override
    public Write build() {
        return write;
    }
}
