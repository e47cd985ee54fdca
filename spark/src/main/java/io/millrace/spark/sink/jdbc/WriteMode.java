package io.millrace.spark.sink.jdbc;

/** How rows get into their table. */
enum WriteMode {
    /** Each row is one more. */
    APPEND,
    /** A row takes the place of the row of the same key. */
    UPSERT
}
