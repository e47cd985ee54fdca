package io.millrace.cli.demo;

import io.millrace.cli.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table of the last window that changes in place, for people at a terminal. */
final class TableView implements DemoView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** The window of the pipeline. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** As wide as makes a row of 80 columns. */
    private static final int BAR = 10;

    private static final int NAME = 22;

    private final Screen screen;
    private final DemoStatus status;
    private final String where;
    private final long begun;
    private final Map<String, WindowResult.Metric> metrics = new TreeMap<>();
    private WindowResult.Processes processes;

    /**
     * @param where what runs where, for the heading
     * @param begun when the demo began, of {@link System#nanoTime}
     */
    TableView(Screen screen, DemoStatus status, String where, long begun) {
        this.screen = screen;
        this.status = status;
        this.where = where;
        this.begun = begun;
    }

    @Override
    public void show(List<ResultReader.Result> results, long readings) {
        for (ResultReader.Result result : results) {
            if (result.content() instanceof WindowResult.Metric metric) {
                metrics.merge(metric.metric(), metric, TableView::later);
            } else {
                processes = (WindowResult.Processes) result.content();
            }
        }
        // What there is no more, such as a device that was taken away, has no later window.
        lastEnd().map(end -> end.minus(WINDOW)).ifPresent(this::forgetBefore);
        screen.show(lines(readings, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private static WindowResult.Metric later(WindowResult.Metric a, WindowResult.Metric b) {
        return b.windowEnd().isBefore(a.windowEnd()) ? a : b;
    }

    List<String> lines(long readings, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Millrace demo, %02d:%02d   %s",
                        elapsed.toMinutes(),
                        elapsed.toSecondsPart(),
                        where));
        lines.add(
                status.hasBatches()
                        ? String.format(
                                Locale.ROOT,
                                "%,d readings in, %,d results out, %,d wait, last batch %.1f s",
                                readings,
                                status.results(),
                                status.lag(),
                                status.batchSeconds())
                        : String.format(Locale.ROOT, "%,d readings in, first batch", readings));
        lines.add("");
        if (metrics.isEmpty()) {
            lines.add(
                    "The first batch takes longest, for Spark compiles the queries; then results come.");
        } else {
            addMetrics(lines);
            addProcesses(lines);
        }
        lines.add("");
        lines.add("Ctrl-C ends the demo.");
        return lines;
    }

    private void addMetrics(List<String> lines) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-22s %12s %12s %12s %6s",
                        "10 s until " + lastEnd().map(TIME::format).orElseThrow(),
                        "AVERAGE",
                        "MAXIMUM",
                        "P95",
                        "COUNT"));
        for (WindowResult.Metric metric : metrics.values()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-22s %12s %12s %12s %6d  %s",
                            name(metric.metric()),
                            Units.text(metric.average(), metric.unit()),
                            Units.text(metric.maximum(), metric.unit()),
                            Units.text(metric.p95(), metric.unit()),
                            metric.count(),
                            metric.unit().equals("percent") ? bar(metric.average()) : ""));
        }
    }

    private void addProcesses(List<String> lines) {
        if (processes == null || processes.top().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-22s %12s %12s", "BUSIEST PROCESSES", "CPU", "PID"));
        for (WindowResult.Process process : processes.top()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-22s %12s %12d",
                            name(process.command()),
                            Units.text(process.cpu(), "percent"),
                            process.pid()));
        }
    }

    private void forgetBefore(Instant end) {
        metrics.values().removeIf(metric -> metric.windowEnd().isBefore(end));
    }

    private Optional<Instant> lastEnd() {
        return metrics.values().stream()
                .map(WindowResult.Metric::windowEnd)
                .max(Comparator.naturalOrder());
    }

    private static String name(String text) {
        return text.codePointCount(0, text.length()) <= NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, NAME - 1)) + "…";
    }

    private static String bar(double percent) {
        int full = (int) Math.round(Math.max(0, Math.min(100, percent)) * BAR / 100);
        return "█".repeat(full) + "·".repeat(BAR - full);
    }
}
