package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.project.Outcome;
import io.millrace.integration.project.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer meets it, at a terminal and behind a pipe. */
class DemoTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void measuresThisMachineForPrograms(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);

        Outcome demo = project.succeed("demo", "--for", "40s", "--output", "jsonl");

        List<JsonNode> results = new ArrayList<>();
        for (String line : demo.lines()) {
            results.add(JSON.readTree(line));
        }
        List<JsonNode> metrics = results.stream().filter(r -> r.has("metric")).toList();
        assertThat(names(metrics))
                .contains("cpu.0", "memory.used")
                .anyMatch(name -> name.startsWith("disk."))
                .anyMatch(name -> name.startsWith("net."));
        // Windows that were open from their begin to their end hold ten readings a second.
        assertThat(metrics)
                .filteredOn(metric -> metric.get("metric").asText().equals("cpu.0"))
                .hasSizeGreaterThan(5)
                .anySatisfy(metric -> assertThat(metric.get("count").asInt()).isBetween(95, 101))
                .allSatisfy(
                        metric -> {
                            assertThat(length(metric)).isEqualTo(Duration.ofSeconds(10));
                            assertThat(metric.get("maximum").asDouble()).isBetween(0.0, 100.1);
                            assertThat(metric.get("average").asDouble())
                                    .isLessThanOrEqualTo(metric.get("maximum").asDouble());
                            assertThat(metric.get("p95").asDouble())
                                    .isLessThanOrEqualTo(metric.get("maximum").asDouble());
                        });
        // Spark itself is busy while this runs.
        assertThat(results)
                .filteredOn(result -> result.has("top"))
                .isNotEmpty()
                .anySatisfy(
                        result ->
                                assertThat(result.get("top").findValuesAsText("command"))
                                        .contains("java"));
        assertThat(demo.err()).contains("The demo ran for").contains("To go on:");
    }

    @Test
    void refreshesInPlaceAndEndsAtOnce(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);
        String atTerminal =
                "script -qfec 'stty rows 30 cols 100; exec millrace demo' screen.txt > /dev/null";

        // Ctrl-C is what the terminal makes of the byte that its key sends.
        Outcome outcome =
                project.shell(
                        "( for i in $(seq 900); do sleep 0.1;"
                                + " grep -aq 'cpu.0' screen.txt 2>/dev/null && break; done;"
                                + " sleep 3; date +%s%3N > pressed; printf '\\003';"
                                + " until [ -e ended ]; do sleep 0.1; done ) | { "
                                + atTerminal
                                + " || echo exit $?; date +%s%3N > ended; }; cat screen.txt");

        assertThat(outcome.out())
                .startsWith("exit 130")
                .contains("cpu.0")
                .contains("The demo ran for")
                // The cursor goes back up: the table stays in its place.
                .containsPattern("\u001b\\[\\d+A")
                .doesNotContain("Exception");
        long ended = Long.parseLong(project.shell("cat ended").out().strip());
        long pressed = Long.parseLong(project.shell("cat pressed").out().strip());
        assertThat(Duration.ofMillis(ended - pressed)).isLessThan(Duration.ofSeconds(10));
    }

    private static Set<String> names(List<JsonNode> metrics) {
        return metrics.stream().map(m -> m.get("metric").asText()).collect(Collectors.toSet());
    }

    private static Duration length(JsonNode metric) {
        return Duration.between(
                Instant.parse(metric.get("window_start").asText()),
                Instant.parse(metric.get("window_end").asText()));
    }
}
