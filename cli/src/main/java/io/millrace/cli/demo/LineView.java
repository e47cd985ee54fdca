package io.millrace.cli.demo;

import io.millrace.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line of text for each result, for pipes and files. */
final class LineView implements DemoView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Terminal terminal;

    LineView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(List<ResultReader.Result> results, long readings) {
        if (results.isEmpty()) {
            return;
        }
        PrintWriter out = terminal.writer();
        results.stream()
                .map(ResultReader.Result::content)
                .sorted(Comparator.comparing(WindowResult::windowEnd))
                .forEach(result -> out.println(line(result)));
        out.flush();
    }

    static String line(WindowResult result) {
        String time = TIME.format(result.windowEnd());
        if (result instanceof WindowResult.Metric metric) {
            return String.format(
                    Locale.ROOT,
                    "%s %s average %s, maximum %s, p95 %s of %d readings in 10 s",
                    time,
                    metric.metric(),
                    Units.text(metric.average(), metric.unit()),
                    Units.text(metric.maximum(), metric.unit()),
                    Units.text(metric.p95(), metric.unit()),
                    metric.count());
        }
        WindowResult.Processes processes = (WindowResult.Processes) result;
        if (processes.top().isEmpty()) {
            return time + " busiest: none";
        }
        return time
                + " busiest: "
                + processes.top().stream()
                        .map(
                                p ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s (%d) %.1f %%",
                                                p.command(),
                                                p.pid(),
                                                p.cpu()))
                        .collect(Collectors.joining(", "));
    }
}
