package io.millrace.benchmark.result;

import static io.millrace.benchmark.result.TextTable.Column.figures;
import static io.millrace.benchmark.result.TextTable.Column.words;

import io.millrace.benchmark.result.TextTable.Column;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The rows as a table of text; a spread is shown as median [min..max]. */
public final class ResultTable {

    private static final List<Column> SETTINGS =
            List.of(
                    words("workload"),
                    words("engine"),
                    words("tuning"),
                    words("guarantee"),
                    words("compression"));

    /** Only where sizes of micro-batches were measured; empty for engines without them. */
    private static final List<Column> BATCHES = List.of(figures("batch"), figures("s/batch"));

    private static final List<Column> FIGURES =
            List.of(
                    figures("records/s"),
                    figures("millrace x"),
                    figures("CPU s/M"),
                    figures("broker CPU s/M"),
                    figures("cold s"),
                    figures("RSS MiB"),
                    words("answer"));

    private ResultTable() {}

    /** Lines for people. */
    public static String text(List<ResultRow> rows) {
        return table(rows).text(cells(rows));
    }

    /** The same as Markdown. */
    static String markdown(List<ResultRow> rows) {
        return table(rows).markdown(cells(rows));
    }

    private static boolean haveBatches(List<ResultRow> rows) {
        return rows.stream().anyMatch(row -> row.batchRecords() != null);
    }

    private static TextTable table(List<ResultRow> rows) {
        return new TextTable(joined(SETTINGS, haveBatches(rows) ? BATCHES : List.of(), FIGURES));
    }

    private static List<List<String>> cells(List<ResultRow> rows) {
        boolean batches = haveBatches(rows);
        return rows.stream()
                .map(
                        row ->
                                joined(
                                        settingsOf(row),
                                        batches ? batchOf(row) : List.of(),
                                        figuresOf(row)))
                .toList();
    }

    private static List<String> settingsOf(ResultRow row) {
        return Arrays.asList(
                row.workload(), row.engine(), row.tuning(), row.guarantee(), row.compression());
    }

    private static List<String> batchOf(ResultRow row) {
        return List.of(Figures.count(row.batchRecords()), Figures.seconds(row.secondsPerBatch()));
    }

    private static List<String> figuresOf(ResultRow row) {
        return Arrays.asList(
                Figures.records(row.recordsPerSecond()),
                Figures.times(row.millraceTimesAsFast()),
                Figures.seconds(row.cpuSecondsPerMillionRecords()),
                Figures.seconds(row.brokerCpuSecondsPerMillionRecords()),
                Figures.seconds(row.coldStartSeconds()),
                Figures.count(row.peakRssMiB()),
                row.answer());
    }

    private static <T> List<T> joined(List<T> first, List<T> second, List<T> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
