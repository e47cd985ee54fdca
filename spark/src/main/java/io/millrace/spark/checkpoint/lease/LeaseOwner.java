package io.millrace.spark.checkpoint.lease;

import java.time.Instant;

/**
 * A run that works on the checkpoints of a pipeline.
 *
 * @param run the name of this run alone
 * @param process the process it is in
 * @param since when it took the lease
 */
record LeaseOwner(String run, ProcessIdentity process, Instant since) {}
