package io.millrace.spark.sink.kafka;

/** What to do with a row of which no record can be made that the topic takes. */
public enum RejectedRows {
    /** Stop the query with an error that says why. */
    FAIL,
    /** Write the row to a dead-letter topic. */
    DEADLETTER
}
