package io.millrace.benchmark.result;

/**
 * What one measured run cost.
 *
 * @param wallSeconds from the request to the last row of the answer
 * @param cpuSeconds of the engine's process and its children in that time
 * @param brokerCpuSeconds of the broker in that time
 */
public record RunFigures(double wallSeconds, double cpuSeconds, double brokerCpuSeconds) {}
