package io.millrace.cli.demo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Results as the pipeline of the demo makes them. */
final class Results {

    /** The end of a window. */
    static final Instant END = Instant.parse("2026-01-01T12:00:10Z");

    private Results() {}

    static WindowResult.Metric percent(Instant end, String metric, double average) {
        return new WindowResult.Metric(
                end, "mill", metric, "percent", 100, average, average + 10, average + 5);
    }

    static WindowResult.Metric rate(Instant end, String metric, double bytes) {
        return new WindowResult.Metric(
                end, "mill", metric, "bytes/s", 99, bytes, 2 * bytes, 1.5 * bytes);
    }

    static WindowResult.Processes processes(Instant end, WindowResult.Process... top) {
        return new WindowResult.Processes(end, "mill", List.of(top));
    }

    static ResultReader.Result read(WindowResult content, String json) {
        return new ResultReader.Result("machine", json, content);
    }

    static List<ResultReader.Result> read(WindowResult... contents) {
        return List.of(contents).stream().map(content -> read(content, "{}")).toList();
    }

    /** A time as the clock on the wall shows it. */
    static String wall(Instant time) {
        return LocalTime.ofInstant(time, ZoneId.systemDefault()).toString();
    }
}
