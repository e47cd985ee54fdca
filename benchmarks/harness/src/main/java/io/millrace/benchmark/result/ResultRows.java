package io.millrace.benchmark.result;

import io.millrace.benchmark.protocol.Guarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Makes the rows of one workload of what was measured.
 *
 * @param compression of the topic that was read
 * @param batchRecords how many records a micro-batch could have; null for what the tuning says
 */
public record ResultRows(
        String workload, Guarantee guarantee, String compression, Long batchRecords) {

    private static final String MILLRACE = "millrace";

    /** A row for each, in the same order. */
    public List<ResultRow> of(List<Measured> all) {
        return all.stream().map(measured -> row(measured, millraceFor(measured, all))).toList();
    }

    /** Millrace under the same tuning, or under another where it was not run under that one. */
    private static Optional<Measured> millraceFor(Measured other, List<Measured> all) {
        return all.stream()
                .filter(m -> m.engine().equals(MILLRACE) && m.failure().isEmpty())
                .min(
                        Comparator.<Measured>comparingInt(m -> m.tuning() == other.tuning() ? 0 : 1)
                                .thenComparing(Measured::tuning, Comparator.reverseOrder()));
    }

    private ResultRow row(Measured measured, Optional<Measured> millrace) {
        if (measured.failure().isPresent()) {
            return new ResultRow(
                    workload,
                    measured.engine(),
                    measured.tuning().text(),
                    guarantee.text(),
                    compression,
                    batchRecords,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    measured.failure().get(),
                    List.of());
        }
        return new ResultRow(
                workload,
                measured.engine(),
                measured.tuning().text(),
                guarantee.text(),
                compression,
                batchRecords,
                Spread.of(measured.recordsPerSecond()).map(Math::rint),
                millrace.map(m -> Spread.of(ratios(m, measured)).map(r -> rounded(r, 3)))
                        .orElse(null),
                perMillion(measured, RunFigures::cpuSeconds),
                perMillion(measured, RunFigures::brokerCpuSeconds),
                Double.isNaN(measured.coldStartSeconds())
                        ? null
                        : rounded(measured.coldStartSeconds(), 2),
                measured.peakRssMiB(),
                ResultRow.OK,
                measured.runs().stream().map(ResultRows::rounded).toList());
    }

    private static RunFigures rounded(RunFigures run) {
        return new RunFigures(
                rounded(run.wallSeconds(), 3),
                rounded(run.cpuSeconds(), 2),
                rounded(run.brokerCpuSeconds(), 2));
    }

    private static double perMillion(Measured measured, ToDoubleFunction<RunFigures> seconds) {
        List<Double> ofRuns =
                measured.runs().stream()
                        .map(run -> measured.perMillionRecords(seconds.applyAsDouble(run)))
                        .toList();
        return rounded(Spread.of(ofRuns).median(), 3);
    }

    /** What ran in the same round met the same machine. */
    private static List<Double> ratios(Measured millrace, Measured other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < other.runs().size(); round++) {
            ratios.add(
                    millrace.recordsPerSecond().get(round) / other.recordsPerSecond().get(round));
        }
        return ratios;
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.rint(value * scale) / scale;
    }
}
