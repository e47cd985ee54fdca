package io.millrace.spark.sink.jdbc.database;

/**
 * What a task writes.
 *
 * @param partition the number of the task among those of its micro-batch
 * @param tasks how many these are
 * @param epoch the number of the micro-batch
 */
public record TaskEpoch(int partition, int tasks, long epoch) {}
