package io.millrace.benchmark.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text. */
final class TextTable {

    /** Figures stand to the right of their column, words to the left. */
    enum Align {
        LEFT,
        RIGHT
    }

    record Column(String title, Align align) {

        static Column words(String title) {
            return new Column(title, Align.LEFT);
        }

        static Column figures(String title) {
            return new Column(title, Align.RIGHT);
        }
    }

    private static final String GAP = "  ";

    private final List<Column> columns;

    TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Lines for people, in columns. */
    String text(List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(titles());
        lines.addAll(rows);
        int[] widths =
                IntStream.range(0, columns.size())
                        .map(c -> lines.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
                        .toArray();
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining());
    }

    private String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            boolean right = columns.get(i).align() == Align.RIGHT;
            line.append(i == 0 ? "" : GAP)
                    .append(right ? blanks : "")
                    .append(cells.get(i))
                    .append(right ? "" : blanks);
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** The same as Markdown. */
    String markdown(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        table.append(markdownLine(titles()));
        table.append(
                markdownLine(
                        columns.stream()
                                .map(c -> c.align() == Align.RIGHT ? "---:" : "---")
                                .toList()));
        rows.forEach(row -> table.append(markdownLine(row)));
        return table.toString();
    }

    private static String markdownLine(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private List<String> titles() {
        return columns.stream().map(Column::title).toList();
    }
}
