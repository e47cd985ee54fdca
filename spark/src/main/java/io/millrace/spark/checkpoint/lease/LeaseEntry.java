package io.millrace.spark.checkpoint.lease;

/** One entry of the log of leases: the last one says how things stand. */
sealed interface LeaseEntry {

    /** The run that wrote it. */
    LeaseOwner owner();

    /**
     * The owner runs the pipeline.
     *
     * @param locked whether it also has the lock of the operating system, which the system takes
     *     back when the process dies
     */
    record Held(LeaseOwner owner, boolean locked) implements LeaseEntry {}

    /** The owner has ended. */
    record Free(LeaseOwner owner) implements LeaseEntry {}
}
