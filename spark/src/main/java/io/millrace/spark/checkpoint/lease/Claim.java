package io.millrace.spark.checkpoint.lease;

/** How a lease is asked for. */
public enum Claim {
    /** Only if nobody has it. */
    IF_FREE,
    /** Whoever has it: that run stops when it notices. */
    BY_FORCE
}
