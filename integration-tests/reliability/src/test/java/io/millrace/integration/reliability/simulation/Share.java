package io.millrace.integration.reliability.simulation;

import io.millrace.integration.reliability.check.InputId;
import java.util.List;

/**
 * What one task writes of a micro-batch.
 *
 * @param run which life of the driver started it
 * @param attempt which attempt of the task, from 0
 */
record Share(int run, long epoch, int task, int attempt, List<InputId> rows) {}
