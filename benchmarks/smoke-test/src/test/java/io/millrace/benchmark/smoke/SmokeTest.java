package io.millrace.benchmark.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, as people run it: every engine answers right, and figures come out. */
class SmokeTest {

    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    private static final String NO_QUERY = "it has no query for ";

    @TempDir private Path directory;

    /** All workloads, each engine in one process for all of them, which saves minutes. */
    @Test
    void everyAnswerIsRight() throws Exception {
        JsonNode results = run("--tuning=tuned", "--one-process");

        List<String> rows = rows(results);
        assertThat(rows)
                .contains("W0 limit tuned ok", "W0 millrace tuned ok", "W6 spark tuned ok")
                .allMatch(row -> row.endsWith(" ok") || row.contains(NO_QUERY));
        assertThat(rows.stream().filter(row -> row.matches("\\S+ (limit|millrace|spark) .*")))
                .filteredOn(row -> row.contains(NO_QUERY))
                .containsExactly("W7-protobuf spark tuned it has no query for W7-protobuf");
        // Each engine has the client that it asks for.
        assertThat(results.at("/versions/spark/kafka-clients").textValue()).startsWith("3.9.");
        assertThat(results.at("/versions/millrace/kafka-clients").textValue()).startsWith("4.4.");
        assertThat(results.at("/versions/limit/kafka-clients").textValue()).startsWith("4.4.");
        assertThat(results.at("/versions/flink/kafka-clients").textValue()).startsWith("4.2.");
        assertThat(results.at("/versions/kstreams/kafka-streams").textValue()).startsWith("4.3.");
        assertThat(results.at("/versions/jet/kafka-clients").textValue()).startsWith("3.9.");
    }

    @Test
    void enginesAreMeasuredWithTheirDefaults() throws Exception {
        JsonNode results = run("--workload=F", "--tuning=default", "--compression=lz4");

        assertThat(rows(results))
                .containsExactly(
                        "F dstream default it has no query for F",
                        "F flink default ok",
                        "F jet default ok",
                        "F kstreams default ok",
                        "F millrace default ok",
                        "F spark default ok");
        for (JsonNode row : results.get("results")) {
            if (row.get("engine").textValue().equals("dstream")) {
                continue;
            }
            assertThat(row.at("/millraceTimesAsFast/median").doubleValue()).isPositive();
            assertThat(row.get("coldStartSeconds").doubleValue()).isPositive();
        }
    }

    private static List<String> rows(JsonNode results) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : results.get("results")) {
            if (row.get("answer").textValue().equals("ok")) {
                assertThat(row.at("/recordsPerSecond/median").doubleValue()).isPositive();
                assertThat(row.get("cpuSecondsPerMillionRecords").doubleValue()).isNotNegative();
                assertThat(row.get("peakRssMiB").longValue()).isPositive();
            }
            rows.add(
                    Stream.of("workload", "engine", "tuning", "answer")
                            .map(field -> row.get(field).textValue())
                            .collect(Collectors.joining(" ")));
        }
        return rows;
    }

    private JsonNode run(String... arguments) throws Exception {
        Path json = directory.resolve("results.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--records=20000", "--runs=1", "--heap=1g", "--output=" + json));
        // The second compiler is rarely done before such a run.
        all.add("--jvm-option=-XX:TieredStopAtLevel=1");
        List<String> table = print(all).lines().toList();
        JsonNode results = new ObjectMapper().readTree(json.toFile());
        assertThat(table).hasSize(1 + results.get("results").size());
        return results;
    }

    /** What the program prints to standard output; the rest goes to a file. */
    private String print(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("benchmarks").resolve("run").toString());
        command.addAll(arguments);
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        // The build that this test is part of has built it all.
        builder.environment().putAll(Map.of("MILLRACE_BUILD", "never"));
        Process process = builder.start();
        boolean ended = process.waitFor(15, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(errors)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }
}
