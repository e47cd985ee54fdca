package io.millrace.spark.sink.jdbc.database;

/** What becomes of a row that the database does not take. */
public enum RejectedPolicy {
    /** The query stops. */
    FAIL,
    /** The row is left out, counted and logged. */
    SKIP,
    /** The row goes to the dead-letter topic. */
    DEADLETTER
}
