package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.integration.project.Outcome;
import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker and engine die in one moment, again and again, and the counts are right in the end. */
class CrashTest {

    private static final int EVENTS = 400_000;
    private static final long SEED = 20_261_121;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PIPELINE =
            """
            CREATE TABLE events (id BIGINT, at TIMESTAMP, kind STRING) USING millrace OPTIONS (
              'value.format' 'json',
              'startingOffsets' 'earliest',
              'maxOffsetsPerTrigger' '40000'
            );
            CREATE TABLE counts (
              window_start TIMESTAMP, kind STRING, events BIGINT, ids BIGINT
            ) USING millrace OPTIONS (
              'value.format' 'json',
              'key.columns' 'window_start,kind',
              'outputMode' 'update'
            );
            CREATE FLOW count_events AS INSERT INTO counts BY NAME
            SELECT window.start AS window_start, kind, count(*) AS events, sum(id) AS ids
            FROM STREAM events WATERMARK at DELAY OF INTERVAL 1 HOUR
            GROUP BY window(at, '10 seconds'), kind;
            """;

    @Test
    void countsAreRightThroughKills(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);
        project.write("windows.sql", PIPELINE);
        Map<String, List<Long>> expected = produceEvents(project);
        Path commits = directory.resolve(".millrace/checkpoints/windows/count_events/commits");

        for (int wanted : new int[] {2, 6}) {
            try (Running run = project.start("run", "windows.sql")) {
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> !run.isAlive() || batches(commits).size() >= wanted);
                run.kill();
            }
            // It was in the middle, or this test shows nothing.
            assertThat(batches(commits)).hasSizeBetween(wanted, EVENTS / 40_000 - 1);
        }
        try (Running run = project.start("run", "windows.sql")) {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> !run.isAlive() || batches(commits).size() >= EVENTS / 40_000);
            Outcome outcome = run.signal("INT").end();
            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(130);
        }

        try (Running broker = project.broker()) {
            assertThat(lastCounts(project)).isEqualTo(expected);
            assertThat(broker.isAlive()).isTrue();
        }
    }

    @Test
    void realTimeLosesNothingThroughKills(@TempDir Path directory) throws Exception {
        Project project = new Project(directory);
        project.write(
                "doubles.sql",
                """
                SET millrace.trigger = real-time 5 seconds;
                CREATE TABLE orders (id BIGINT) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest');
                CREATE STREAMING TABLE doubles AS
                SELECT id, 2 * id AS twice FROM STREAM orders WHERE id % 2 = 0;
                """);
        Path commits = directory.resolve(".millrace/checkpoints/doubles/doubles/commits");
        int parts = 3;
        int orders = 3_000;

        for (int part = 0; part < parts; part++) {
            produceOrders(project, part * orders, (part + 1) * orders);
            boolean last = part == parts - 1;
            // Killed within the batch that read the records, and within one after it.
            int wanted = part == 1 ? batches(commits).size() + 1 : 0;
            try (Running run = project.start("run", "doubles.sql")) {
                Set<String> read = expectedDoubles((part + 1) * orders);
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(
                                () ->
                                        !run.isAlive()
                                                || batches(commits).size() >= wanted
                                                        && doubles(project).equals(read));
                if (last) {
                    assertThat(run.signal("INT").end().exitCode()).isEqualTo(130);
                } else {
                    run.kill();
                }
            }
        }
        try (Running broker = project.broker()) {
            assertThat(doubles(project)).isEqualTo(expectedDoubles(parts * orders));
            assertThat(broker.isAlive()).isTrue();
        }
    }

    private static void produceOrders(Project project, int from, int until) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int id = from; id < until; id++) {
            lines.append("{\"id\":%d}\n".formatted(id));
        }
        project.write("orders.jsonl", lines.toString());
        try (Running broker = project.broker()) {
            if (from == 0) {
                project.succeed("topic", "create", "orders", "--partitions", "3");
            }
            project.succeed("produce", "orders", "orders.jsonl");
            assertThat(broker.signal("INT").end().exitCode()).isEqualTo(130);
        }
    }

    private static Set<String> expectedDoubles(int orders) {
        return IntStream.range(0, orders)
                .filter(id -> id % 2 == 0)
                .mapToObj(id -> "{\"id\":%d,\"twice\":%d}".formatted(id, 2 * id))
                .collect(Collectors.toSet());
    }

    /** What has been written, read with a broker that runs; nothing while there is no topic. */
    private static Set<String> doubles(Project project) throws Exception {
        Outcome outcome = project.run("consume", "doubles", "--until-end");
        return Set.copyOf(new HashSet<>(outcome.lines()));
    }

    /** Fills the topic; for each window and kind, how many events and the sum of their ids. */
    private static Map<String, List<Long>> produceEvents(Project project) throws Exception {
        Random random = new Random(SEED);
        Map<String, List<Long>> expected = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        Instant begin = Instant.parse("2026-03-01T12:00:00Z");
        for (long id = 0; id < EVENTS; id++) {
            // A millisecond later each, out of order by up to three seconds.
            Instant at = begin.plusMillis(id + random.nextInt(3_000));
            String kind = "kind-" + random.nextInt(5);
            lines.append("{\"id\":%d,\"at\":\"%s\",\"kind\":\"%s\"}\n".formatted(id, at, kind));
            long window = at.getEpochSecond() / 10 * 10;
            expected.merge(
                    Instant.ofEpochSecond(window) + " " + kind,
                    List.of(1L, id),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        project.write("events.jsonl", lines.toString());
        try (Running broker = project.broker()) {
            project.succeed("topic", "create", "events", "--partitions", "3");
            project.succeed("produce", "events", "events.jsonl");
            assertThat(broker.signal("INT").end().exitCode()).isEqualTo(130);
        }
        return expected;
    }

    private static Map<String, List<Long>> lastCounts(Project project) throws Exception {
        Map<String, List<Long>> counts = new HashMap<>();
        for (String line : project.succeed("consume", "counts", "--until-end").lines()) {
            JsonNode count = JSON.readTree(line);
            counts.put(
                    Instant.parse(count.get("window_start").asText())
                            + " "
                            + count.get("kind").asText(),
                    List.of(count.get("events").asLong(), count.get("ids").asLong()));
        }
        return counts;
    }

    private static Set<String> batches(Path commits) throws Exception {
        Set<String> batches = new HashSet<>();
        if (Files.isDirectory(commits)) {
            try (var files = Files.list(commits)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("\\d+"))
                        .forEach(batches::add);
            }
        }
        return batches;
    }
}
