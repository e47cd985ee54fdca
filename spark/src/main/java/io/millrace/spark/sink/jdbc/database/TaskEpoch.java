package io.millrace.spark.sink.jdbc.database;

/**
 * What a task writes.
 *
 * @param partition the number of the task among those of its micro-batch
 * @param tasks how many these are
 * @param epoch the number of the micro-batch
 * @param splits a hash of what the tasks of the sources read, or another text where that is unknown
 */
public record TaskEpoch(int partition, int tasks, long epoch, String splits) {}
