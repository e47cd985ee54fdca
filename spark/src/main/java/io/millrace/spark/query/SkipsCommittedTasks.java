package io.millrace.spark.query;

/**
 * A builder of writes that may leave alone, when a micro-batch is repeated, the tasks that have
 * committed. Their rows must then come to the tasks that they came to before.
 */
public interface SkipsCommittedTasks {

    /** Whether what it builds for a streaming query does so. */
    boolean skipsCommittedTasks();
}
