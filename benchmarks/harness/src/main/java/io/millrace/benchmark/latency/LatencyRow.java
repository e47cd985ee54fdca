package io.millrace.benchmark.latency;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.benchmark.protocol.FollowReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one engine showed at one rate.
 *
 * @param latencyMillis of the scheduled time to the append to the output's log; absent where the
 *     answer was wrong
 * @param batches how many micro-batches began in the measured time; 0 where there are none
 * @param phaseMillis how long each phase of a micro-batch took
 * @param generatorLateMillis by how much the generator itself was late at worst
 * @param answer "ok", or what is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LatencyRow(
        String workload,
        String engine,
        String tuning,
        String mode,
        long recordsPerSecond,
        Percentiles latencyMillis,
        int batches,
        Map<String, Percentiles> phaseMillis,
        double generatorLateMillis,
        String answer) {

    static final String OK = "ok";

    /** Of a distribution, in milliseconds. */
    record Percentiles(double p50, double p90, double p99, double p999, double max) {

        private static final double MICROS = 1_000;

        /**
         * @param histogram in microseconds
         */
        static Percentiles of(Histogram histogram) {
            return new Percentiles(
                    histogram.getValueAtPercentile(50) / MICROS,
                    histogram.getValueAtPercentile(90) / MICROS,
                    histogram.getValueAtPercentile(99) / MICROS,
                    histogram.getValueAtPercentile(99.9) / MICROS,
                    histogram.getMaxValue() / MICROS);
        }
    }

    /** The phases of those batches that began in the measured time. */
    static Map<String, Percentiles> phases(List<FollowReport.Batch> batches) {
        Map<String, Histogram> histograms = new TreeMap<>();
        for (FollowReport.Batch batch : batches) {
            batch.phaseMillis()
                    .forEach(
                            (phase, millis) ->
                                    histograms
                                            .computeIfAbsent(phase, p -> new Histogram(3))
                                            .recordValue(
                                                    Duration.ofMillis(millis).toNanos() / 1_000));
        }
        Map<String, Percentiles> phases = new TreeMap<>();
        histograms.forEach((phase, histogram) -> phases.put(phase, Percentiles.of(histogram)));
        return phases;
    }
}
