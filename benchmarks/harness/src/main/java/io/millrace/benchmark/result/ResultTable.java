package io.millrace.benchmark.result;

import static io.millrace.benchmark.result.TextTable.Column.figures;
import static io.millrace.benchmark.result.TextTable.Column.words;

import java.util.Arrays;
import java.util.List;

/** The rows as a table of text; a spread is shown as median [min..max]. */
public final class ResultTable {

    private static final TextTable TABLE =
            new TextTable(
                    List.of(
                            words("workload"),
                            words("engine"),
                            words("tuning"),
                            words("guarantee"),
                            words("compression"),
                            figures("records/s"),
                            figures("millrace x"),
                            figures("CPU s/M"),
                            figures("broker CPU s/M"),
                            figures("cold s"),
                            figures("RSS MiB"),
                            words("answer")));

    private ResultTable() {}

    /** Lines for people. */
    public static String text(List<ResultRow> rows) {
        return TABLE.text(rows.stream().map(ResultTable::cells).toList());
    }

    /** The same as Markdown. */
    static String markdown(List<ResultRow> rows) {
        return TABLE.markdown(rows.stream().map(ResultTable::cells).toList());
    }

    private static List<String> cells(ResultRow row) {
        return Arrays.asList(
                row.workload(),
                row.engine(),
                row.tuning(),
                row.guarantee(),
                row.compression(),
                Figures.records(row.recordsPerSecond()),
                Figures.times(row.millraceTimesAsFast()),
                Figures.seconds(row.cpuSecondsPerMillionRecords()),
                Figures.seconds(row.brokerCpuSecondsPerMillionRecords()),
                Figures.seconds(row.coldStartSeconds()),
                Figures.mebibytes(row.peakRssMiB()),
                row.answer());
    }
}
