package io.millrace.dstream.output;

import io.millrace.kafka.transaction.BatchPlan;
import java.time.Duration;

/**
 * What is known when a run of an output begins.
 *
 * @param id of the output, the same in all runs from one checkpoint
 * @param known the newest batch that the checkpoint knows of; -1 if there was none
 * @param epoch the first batch of the run
 * @param plan how the elements of that are dealt to partitions
 * @param age how long ago it was due
 */
record BatchStart(String id, long known, long epoch, BatchPlan plan, Duration age) {}
