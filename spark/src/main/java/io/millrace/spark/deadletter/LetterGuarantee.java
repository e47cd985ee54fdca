package io.millrace.spark.deadletter;

/** What is promised of the dead letters of a stream. */
public enum LetterGuarantee {
    /** Each is there once for who reads with read_committed. */
    EXACTLY_ONCE,
    /** Each is there; those of a repeated micro-batch more than once. */
    AT_LEAST_ONCE
}
