package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.InputId;
import java.util.List;

/**
 * What one task writes of a micro-batch.
 *
 * @param ranges what the batch reads, as text
 * @param attempt which attempt of the task, from 0
 */
record Share(long epoch, String ranges, int task, int attempt, List<InputId> rows) {}
