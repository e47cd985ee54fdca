package io.millrace.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows in columns: numbers to the right, everything else to the left. */
final class Table {

    private static final String GAP = "  ";

    private Table() {}

    /** The lines of the table, the first of which is the heading. */
    static <T> List<String> lines(Listing<T> listing, Iterable<T> things) {
        List<Column<T>> columns = listing.columns().stream().filter(Column::inTable).toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::heading).toList());
        boolean[] numbers = new boolean[columns.size()];
        boolean[] words = new boolean[columns.size()];
        for (T thing : things) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                Object value = columns.get(i).value().apply(thing);
                numbers[i] |= Values.isNumber(value);
                words[i] |= !Values.isNumber(value) && Values.plain(value) != null;
                row.add(Values.text(value));
            }
            rows.add(row);
        }
        int[] widths = widths(rows);
        return rows.stream().map(row -> line(row, widths, numbers, words)).toList();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers, boolean[] words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP)
                    .append(numbers[i] && !words[i] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
