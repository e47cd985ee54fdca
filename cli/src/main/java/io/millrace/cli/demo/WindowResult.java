package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.output.Printable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What the pipeline found in one window. */
sealed interface WindowResult {

    Instant windowEnd();

    /** One metric over the window. */
    record Metric(
            Instant windowEnd,
            String host,
            String metric,
            String unit,
            long count,
            double average,
            double maximum,
            double p95)
            implements WindowResult {

        static Metric of(JsonNode json) {
            return new Metric(
                    time(json),
                    text(json, "host"),
                    text(json, "metric"),
                    text(json, "unit"),
                    json.path("count").asLong(),
                    json.path("average").asDouble(),
                    json.path("maximum").asDouble(),
                    json.path("p95").asDouble());
        }
    }

    /** The busiest processes of the window, the busiest first. */
    record Processes(Instant windowEnd, String host, List<Process> top) implements WindowResult {

        static Processes of(JsonNode json) {
            List<Process> top = new ArrayList<>();
            for (JsonNode process : json.path("top")) {
                top.add(
                        new Process(
                                process.path("pid").asInt(),
                                text(process, "command"),
                                process.path("cpu").asDouble()));
            }
            return new Processes(time(json), text(json, "host"), List.copyOf(top));
        }
    }

    /**
     * A process.
     *
     * @param cpu in percent of one core
     */
    record Process(int pid, String command, double cpu) {}

    /** Processes and devices may have any name. */
    private static String text(JsonNode json, String field) {
        return Printable.of(json.path(field).asText());
    }

    private static Instant time(JsonNode json) {
        return OffsetDateTime.parse(json.path("window_end").asText()).toInstant();
    }
}
