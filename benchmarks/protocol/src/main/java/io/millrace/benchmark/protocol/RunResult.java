package io.millrace.benchmark.protocol;

/**
 * What one run cost.
 *
 * @param wallSeconds from the request until the last row of the answer was there
 * @param cpuSeconds that the process and its children computed in that time
 */
public record RunResult(double wallSeconds, double cpuSeconds) {}
