package io.millrace.cli.demo.telemetry;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns counters that only grow into rates. Not thread-safe. */
final class Counter {

    private record Last(double value, long nanos) {}

    private final Map<String, Last> last = new HashMap<>();

    /**
     * By how much the counter has grown each second since it was last given; empty the first time
     * and when it was reset.
     */
    OptionalDouble perSecond(String name, double value, long nanos) {
        Last before = last.put(name, new Last(value, nanos));
        if (before == null || value < before.value || nanos <= before.nanos) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((value - before.value) * 1e9 / (nanos - before.nanos));
    }
}
