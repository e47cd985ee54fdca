package io.millrace.benchmark.latency;

import java.util.Locale;

/** When an engine that knows both processes what has arrived. */
enum LatencyMode {
    /** As much as has arrived at once. */
    MICRO_BATCH,
    /** Record by record; for what has no state. */
    REAL_TIME;

    boolean takes(LatencyWorkload workload) {
        return this == MICRO_BATCH || workload == LatencyWorkload.COPY;
    }

    /** As in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
