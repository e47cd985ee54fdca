package io.millrace.benchmark.contest;

/** Tells what the broker has computed since it began, in seconds. */
@FunctionalInterface
public interface BrokerMeter {
    double cpuSeconds();
}
