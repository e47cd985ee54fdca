package io.millrace.spark.source;

/** What to do with a record whose value does not fit the schema. */
public enum MalformedPolicy {
    /** Stop the query with an error that names the record. */
    FAIL,
    /** Give null for what cannot be read, as {@code from_json} does in PERMISSIVE mode. */
    NULL,
    /** Send the record to a dead-letter topic. */
    DEADLETTER
}
