package io.millrace.spark.checkpoint.lease;

/** What is known of a holder otherwise than by its signs of life. */
enum Liveness {
    /** It runs on this machine. */
    ALIVE,
    /** It ran on this machine and does no more. */
    GONE,
    /** It runs, or ran, where nobody can look from here. */
    UNKNOWN
}
