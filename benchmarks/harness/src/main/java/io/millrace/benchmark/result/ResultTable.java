package io.millrace.benchmark.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows as a table of text. */
public final class ResultTable {

    /** Figures stand to the right of their column, words to the left. */
    private enum Align {
        LEFT,
        RIGHT
    }

    private record Column(String title, Align align) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("workload", Align.LEFT),
                    new Column("engine", Align.LEFT),
                    new Column("tuning", Align.LEFT),
                    new Column("guarantee", Align.LEFT),
                    new Column("compression", Align.LEFT),
                    new Column("records/s", Align.RIGHT),
                    new Column("millrace x", Align.RIGHT),
                    new Column("CPU s/M", Align.RIGHT),
                    new Column("broker CPU s/M", Align.RIGHT),
                    new Column("cold s", Align.RIGHT),
                    new Column("RSS MiB", Align.RIGHT),
                    new Column("answer", Align.LEFT));

    private static final String GAP = "  ";

    private ResultTable() {}

    /** Lines for people; a spread is shown as median [min..max]. */
    public static String text(List<ResultRow> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(titles());
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths =
                IntStream.range(0, COLUMNS.size())
                        .map(c -> lines.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
                        .toArray();
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining());
    }

    private static String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            boolean right = COLUMNS.get(i).align() == Align.RIGHT;
            line.append(i == 0 ? "" : GAP)
                    .append(right ? blanks : "")
                    .append(cells.get(i))
                    .append(right ? "" : blanks);
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** The same as Markdown. */
    static String markdown(List<ResultRow> rows) {
        StringBuilder table = new StringBuilder();
        table.append(markdownLine(titles()));
        table.append(
                markdownLine(
                        COLUMNS.stream()
                                .map(c -> c.align() == Align.RIGHT ? "---:" : "---")
                                .toList()));
        rows.forEach(row -> table.append(markdownLine(cells(row))));
        return table.toString();
    }

    private static String markdownLine(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static List<String> titles() {
        return COLUMNS.stream().map(Column::title).toList();
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
