package io.millrace.benchmark.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a page of the documentation from results. */
public final class ResultPage {

    private static final double QUIET_LOAD = 0.5;

    private ResultPage() {}

    /**
     * Writes {@code docs/benchmarks/<name>.md}, named as the file of the results, and beside it a
     * chart for each workload.
     *
     * @param descriptions of workloads, by name
     * @param home the root of the repository
     * @return the page
     */
    public static Path write(Path results, Map<String, String> descriptions, Path home) {
        String name = results.getFileName().toString().replaceFirst("\\.json$", "");
        Path page = home.resolve(Path.of("docs", "benchmarks", name + ".md"));
        ResultFile file = ResultFile.read(results);
        for (String workload : workloads(file)) {
            Path chart = page.resolveSibling(chart(name, workload));
            ResultFile.write(chart, ResultChart.svg(workload, rows(file, workload)));
        }
        ResultFile.write(page, markdown(name, file, descriptions));
        return page;
    }

    private static String chart(String name, String workload) {
        return name + "-" + workload + ".svg";
    }

    private static List<ResultRow> rows(ResultFile file, String workload) {
        return file.results().stream().filter(row -> row.workload().equals(workload)).toList();
    }

    static String markdown(String name, ResultFile file, Map<String, String> descriptions) {
        StringBuilder page = new StringBuilder();
        page.append("# Benchmark ").append(name).append("\n\n");
        page.append("Made by `benchmarks/run --report` from measured results; do not edit.\n\n");
        facts(file).forEach(fact -> page.append("* ").append(fact).append("\n"));
        for (String workload : workloads(file)) {
            page.append("\n## ").append(workload);
            String description = descriptions.get(workload);
            page.append(description == null ? "" : ": " + description).append("\n\n");
            page.append("![Records/s and CPU of ").append(workload).append("](");
            page.append(chart(name, workload)).append(")\n\n");
            page.append(ResultTable.markdown(rows(file, workload)));
        }
        if (!file.memory().isEmpty()) {
            page.append("\n## The smallest heap that keeps 80 % of the throughput\n\n");
            page.append(MemoryTable.markdown(file.memory()));
        }
        if (!file.recovery().isEmpty()) {
            page.append("\n## Back after kill -9\n\n");
            page.append(RecoveryTable.markdown(file.recovery()));
        }
        page.append("\n").append(LEGEND);
        return page.toString();
    }

    private static List<String> workloads(ResultFile file) {
        return file.results().stream().map(ResultRow::workload).distinct().toList();
    }

    private static List<String> facts(ResultFile file) {
        Machine machine = file.machine();
        ResultFile.Input input = file.input();
        List<String> facts = new ArrayList<>();
        facts.add("Date: " + file.date());
        facts.add("Command: `" + file.command() + "`");
        facts.add(
                String.format(
                        Locale.ROOT,
                        "Machine: %s, %d cores, %,d MiB, %s, Java %s",
                        machine.processor(),
                        machine.cores(),
                        machine.memoryMiB(),
                        machine.system(),
                        machine.java()));
        facts.add(
                String.format(
                        Locale.ROOT,
                        "Load average before the first run: %.2f%s",
                        machine.loadAverage(),
                        machine.loadAverage() > QUIET_LOAD
                                ? "; others used the machine, so that CPU and ratios count"
                                : ""));
        facts.add(
                String.format(
                        Locale.ROOT,
                        "Input: %,d records, seed %d, %d partitions, broker on the same machine",
                        input.records(),
                        input.seed(),
                        input.partitions()));
        facts.add(
                String.format(
                        Locale.ROOT,
                        "Each engine: %d cores, a heap of %s from the start, one run from a cold start, then %d"
                                + " measured runs in the same process, in turns with the others",
                        input.cores(),
                        input.heap(),
                        input.runs()));
        file.versions()
                .forEach(
                        (engine, versions) ->
                                facts.add(
                                        "Versions of "
                                                + engine
                                                + ": "
                                                + versions.entrySet().stream()
                                                        .map(v -> v.getKey() + " " + v.getValue())
                                                        .collect(Collectors.joining(", "))));
        return facts;
    }

    private static final String LEGEND =
            """
            Every figure is of runs whose answer was compared, row by row, with a plain fold over the same records. A
            spread is median [min..max] over the measured runs.

            * **millrace x**: how many times as fast Millrace was. Runs of one round are compared with each other, under
              the same tuning where Millrace has it.
            * **CPU s/M**: seconds of user and system time of the engine's process for each million records. That of the
              broker is counted apart.
            * **cold s**: from the start of the process to the last row of its first answer.
            * **RSS MiB**: the most memory that the engine's process has had resident.
            * `limit` is a bare consumer loop that only adds up the lengths of values, whatever the others compute.
            """;
}
