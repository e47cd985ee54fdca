package io.millrace.spark.query;

import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * A write that leaves alone, when a micro-batch is repeated, the tasks that have committed. Their
 * rows must then come to the tasks that they came to before.
 */
public interface SkipsCommittedTasks extends StreamingWrite {}
