package io.millrace.benchmark.result;

import static io.millrace.benchmark.result.TextTable.Column.figures;
import static io.millrace.benchmark.result.TextTable.Column.words;

import java.util.ArrayList;
import java.util.List;

/** How little heap engines need as a table of text, with a line for each heap that was tried. */
public final class MemoryTable {

    private static final TextTable TABLE =
            new TextTable(
                    List.of(
                            words("workload"),
                            words("engine"),
                            words("tuning"),
                            words("compression"),
                            figures("heap"),
                            figures("records/s"),
                            figures("RSS MiB"),
                            words("outcome")));

    private MemoryTable() {}

    /** Lines for people. */
    public static String text(List<MemoryRow> rows) {
        return TABLE.text(lines(rows));
    }

    /** The same as Markdown. */
    static String markdown(List<MemoryRow> rows) {
        return TABLE.markdown(lines(rows));
    }

    private static List<List<String>> lines(List<MemoryRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        for (MemoryRow row : rows) {
            for (MemoryRow.Step step : row.steps()) {
                lines.add(
                        List.of(
                                row.workload(),
                                row.engine(),
                                row.tuning(),
                                row.compression(),
                                step.heap(),
                                Figures.records(step.recordsPerSecond()),
                                Figures.count(step.peakRssMiB()),
                                outcome(row, step)));
            }
        }
        return lines;
    }

    private static String outcome(MemoryRow row, MemoryRow.Step step) {
        MemoryRow.Step full = row.steps().get(0);
        if (!step.answer().equals(ResultRow.OK)) {
            return step.answer();
        }
        if (step.heap().equals(row.smallestHeap())) {
            return "enough, the smallest";
        }
        return step.keeps(row.keeps(), full) ? "enough" : "too slow";
    }
}
