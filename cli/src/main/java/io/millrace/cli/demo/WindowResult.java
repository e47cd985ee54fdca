package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
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
                    json.path("host").asText(),
                    json.path("metric").asText(),
                    json.path("unit").asText(),
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
                                process.path("command").asText(),
                                process.path("cpu").asDouble()));
            }
            return new Processes(time(json), json.path("host").asText(), List.copyOf(top));
        }
    }

    /**
     * A process.
     *
     * @param cpu in percent of one core
     */
    record Process(int pid, String command, double cpu) {}

    private static Instant time(JsonNode json) {
        return OffsetDateTime.parse(json.path("window_end").asText()).toInstant();
    }
}
