package io.millrace.benchmark.result;

import static io.millrace.benchmark.result.TextTable.Column.figures;
import static io.millrace.benchmark.result.TextTable.Column.words;

import java.util.List;
import java.util.Locale;

/** How engines come back, as a table of text. */
public final class RecoveryTable {

    private static final TextTable TABLE =
            new TextTable(
                    List.of(
                            words("workload"),
                            words("engine"),
                            words("tuning"),
                            words("guarantee"),
                            figures("max records/s"),
                            figures("coming in/s"),
                            figures("first output s"),
                            figures("lag under 1 s after s"),
                            figures("repeated"),
                            words("answer")));

    private RecoveryTable() {}

    /** Lines for people. */
    public static String text(List<RecoveryRow> rows) {
        return TABLE.text(rows.stream().map(RecoveryTable::cells).toList());
    }

    /** The same as Markdown. */
    static String markdown(List<RecoveryRow> rows) {
        return TABLE.markdown(rows.stream().map(RecoveryTable::cells).toList());
    }

    private static List<String> cells(RecoveryRow row) {
        return List.of(
                row.workload(),
                row.engine(),
                row.tuning(),
                row.guarantee(),
                whole(row.maxRecordsPerSecond()),
                whole(row.recordsPerSecond()),
                Figures.seconds(row.firstOutputSeconds()),
                Figures.seconds(row.caughtUpSeconds()),
                whole(row.repeated()),
                row.answer());
    }

    private static String whole(Number number) {
        return number == null ? "-" : String.format(Locale.ROOT, "%,d", number.longValue());
    }
}
