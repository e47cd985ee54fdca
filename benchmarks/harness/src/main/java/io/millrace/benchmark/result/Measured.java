package io.millrace.benchmark.result;

import io.millrace.benchmark.protocol.Tuning;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of one engine under one tuning.
 *
 * @param failure why the figures are void, if they are
 * @param records how many each run read
 * @param runs in the order of the rounds
 * @param coldStartSeconds from the start of the process to the answer of its first run; NaN for a
 *     process that was there before
 * @param peakRssMiB the most memory the process has had
 */
public record Measured(
        String engine,
        Tuning tuning,
        Optional<String> failure,
        long records,
        List<RunFigures> runs,
        double coldStartSeconds,
        long peakRssMiB) {

    public Measured {
        runs = List.copyOf(runs);
    }

    List<Double> recordsPerSecond() {
        return runs.stream().map(run -> records / run.wallSeconds()).toList();
    }

    /** The middle of all runs. */
    public double medianRecordsPerSecond() {
        return Spread.of(recordsPerSecond()).median();
    }

    /** How long the latest run has taken; of the first, the cold start. */
    public double lastSeconds() {
        return runs.isEmpty() ? coldStartSeconds : runs.get(runs.size() - 1).wallSeconds();
    }

    double perMillionRecords(double seconds) {
        return seconds * 1e6 / records;
    }
}
