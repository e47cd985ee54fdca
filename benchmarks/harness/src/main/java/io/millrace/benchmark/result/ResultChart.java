package io.millrace.benchmark.result;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The rows of one workload as bars in an SVG picture: records/s, where more is better, beside
 * seconds of CPU, where less is. It brings its own background for bright and for dark pages, and
 * needs no script and no font.
 */
final class ResultChart {

    private static final int WIDTH = 930;
    private static final int LABELS = 250;
    private static final int PANEL = 330;
    private static final int BAR_SPACE = 230;
    private static final int TOP = 64;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int BASELINE = 13;

    private static final String STYLE =
            """
            <style>
            svg { font: 13px system-ui, sans-serif; }
            .page { fill: #ffffff; } .text { fill: #1f2328; } .faint { fill: #59636e; }
            .millrace { fill: #0a7ea4; } .limit { fill: #8c959f; } .other { fill: #c26b1f; }
            @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117; } .text { fill: #e6edf3; } .faint { fill: #9198a1; }
            .millrace { fill: #4cc2e6; } .limit { fill: #7d8590; } .other { fill: #e8974a; }
            }
            </style>
            """;

    /** One of the two columns of bars. */
    private record Panel(int left, String title, Function<ResultRow, Double> value, String format) {

        double greatest(List<ResultRow> rows) {
            return rows.stream()
                    .filter(ResultRow::passed)
                    .mapToDouble(value::apply)
                    .max()
                    .orElse(0);
        }
    }

    private static final List<Panel> PANELS =
            List.of(
                    new Panel(
                            LABELS,
                            "records/s (more is better)",
                            row -> row.recordsPerSecond().median(),
                            "%,.0f"),
                    new Panel(
                            LABELS + PANEL,
                            "CPU seconds per million records (less is better)",
                            ResultRow::cpuSecondsPerMillionRecords,
                            "%,.2f"));

    private ResultChart() {}

    /**
     * The picture.
     *
     * @param rows of one workload, at least one
     */
    static String svg(String title, List<ResultRow> rows) {
        int height = TOP + ROW * rows.size() + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " width=\"%d\" height=\"%d\" role=\"img\">\n<title>%s</title>\n",
                        WIDTH,
                        height,
                        WIDTH,
                        height,
                        escaped(title)));
        svg.append(STYLE);
        svg.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
        svg.append(text("text", 12, 24, title));
        for (Panel panel : PANELS) {
            svg.append(text("faint", panel.left(), 50, panel.title()));
        }
        for (int i = 0; i < rows.size(); i++) {
            int y = TOP + ROW * i;
            svg.append(text("text", 12, y + BASELINE, label(rows.get(i), rows)));
            for (Panel panel : PANELS) {
                svg.append(bar(panel, rows.get(i), panel.greatest(rows), y));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Panel panel, ResultRow row, double greatest, int y) {
        if (!row.passed()) {
            return text("faint", panel.left(), y + BASELINE, "no figure");
        }
        double value = panel.value().apply(row);
        double width = greatest > 0 ? Math.max(1, BAR_SPACE * value / greatest) : 1;
        return String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                        colour(row),
                        panel.left(),
                        y,
                        width,
                        BAR)
                + text(
                        "text",
                        panel.left() + (int) width + 6,
                        y + BASELINE,
                        String.format(Locale.ROOT, panel.format(), value));
    }

    private static String colour(ResultRow row) {
        return switch (row.engine()) {
            case "millrace", "limit" -> row.engine();
            default -> "other";
        };
    }

    /** The engine and its tuning, and what else tells it apart in this picture. */
    private static String label(ResultRow row, List<ResultRow> rows) {
        return row.engine()
                + " "
                + row.tuning()
                + unlessSame(row, rows, ResultRow::compression)
                + unlessSame(row, rows, ResultRow::guarantee)
                + unlessSame(row, rows, each -> Figures.count(each.batchRecords()));
    }

    private static String unlessSame(
            ResultRow row, List<ResultRow> rows, Function<ResultRow, String> what) {
        return rows.stream().map(what).distinct().count() > 1 ? ", " + what.apply(row) : "";
    }

    private static String text(String style, int x, int y, String text) {
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n",
                style,
                x,
                y,
                escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
