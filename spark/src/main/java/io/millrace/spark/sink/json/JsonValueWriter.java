package io.millrace.spark.sink.json;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Writes a value that is not null as JSON. Not thread-safe. */
@FunctionalInterface
interface JsonValueWriter {

    void write(JsonBuffer json, SpecializedGetters values, int ordinal);
}
