package io.millrace.benchmark.latency;

import io.millrace.benchmark.latency.LatencyRow.Percentiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows as tables in Markdown, which is readable in a terminal, too. */
final class LatencyTable {

    private static final String HEAD =
            """
            | workload | records/s | engine | tuning | mode | p50 ms | p90 ms | p99 ms | p99.9 ms | max ms | batches | answer |
            | --- | ---: | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            """;

    private static final String PHASES_HEAD =
            """

            Milliseconds of a micro-batch, p50 / p99:

            """;

    private LatencyTable() {}

    static String text(List<LatencyRow> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        for (LatencyRow row : rows) {
            Percentiles latency = row.latencyMillis();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %s | %s | %s | %s | %d | %s |%n",
                            row.workload(),
                            row.recordsPerSecond(),
                            row.engine(),
                            row.tuning(),
                            row.mode(),
                            latency == null ? "| | | |" : cells(latency),
                            row.batches(),
                            row.answer()));
        }
        text.append(PHASES_HEAD);
        for (LatencyRow row : rows) {
            if (!row.phaseMillis().isEmpty()) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "- %s %d %s %s: %s%n",
                                row.workload(),
                                row.recordsPerSecond(),
                                row.engine(),
                                row.tuning(),
                                phases(row.phaseMillis())));
            }
        }
        return text.toString();
    }

    private static String cells(Percentiles latency) {
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %.1f | %.1f | %.1f",
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max());
    }

    private static String phases(Map<String, Percentiles> phases) {
        return phases.entrySet().stream()
                .map(
                        phase ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.0f / %.0f",
                                        phase.getKey(),
                                        phase.getValue().p50(),
                                        phase.getValue().p99()))
                .collect(Collectors.joining(", "));
    }
}
