package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.project.Outcome;
import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may run, who has to go, how a run ends, and what is done when its checkpoint is broken. */
class RunningPipelineTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private static Path directory;
    private static Project project;
    private static Running broker;

    @BeforeAll
    static void startBroker() throws Exception {
        project = new Project(directory);
        broker = project.broker();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private static void write(String name, String value) throws IOException {
        project.write(
                name + ".sql",
                """
                CREATE TABLE %1$s_lines (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE %1$s_out (line STRING) USING millrace OPTIONS ('value.format' 'text');
                CREATE FLOW copy AS INSERT INTO %1$s_out BY NAME
                SELECT %2$s AS line FROM STREAM %1$s_lines;
                """
                        .formatted(name, value));
    }

    private static void send(String name, int from, int to) throws Exception {
        project.shell("seq " + from + " " + to + " | millrace produce " + name + "_lines");
    }

    private static void awaitOut(String name, int last) {
        List<String> expected = IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(project.run("consume", name + "_out", "-e").lines())
                                        .isEqualTo(expected));
    }

    @Test
    void oneRunAtATimeWhichMayBePutOutOfItsPlace() throws Exception {
        write("one", "line");
        project.succeed("topic", "create", "one_lines");
        send("one", 1, 10);
        try (Running first = project.start("run", "one.sql")) {
            awaitOut("one", 10);

            Outcome refused = project.run("run", "one.sql");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).startsWith("error: [LEASE_HELD]").contains("--take-over");
            try (Running second = project.start("run", "one.sql", "--take-over")) {
                Outcome overtaken = first.end();
                assertThat(overtaken.exitCode()).isEqualTo(1);
                assertThat(overtaken.err()).contains("[LEASE_LOST]");
                send("one", 11, 20);
                awaitOut("one", 20);

                Outcome stopped = second.signal("TERM").end();
                assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
            }
        }
        send("one", 21, 30);
        project.succeed("run", "one.sql", "--once");
        awaitOut("one", 30);
    }

    @Test
    void aBrokenCheckpointIsRepairedAndLosesNothing() throws Exception {
        write("broken", "line");
        project.succeed("topic", "create", "broken_lines");
        for (int part = 0; part < 3; part++) {
            send("broken", 10 * part + 1, 10 * part + 10);
            project.succeed("run", "broken.sql", "--once");
        }
        Path commits = directory.resolve(".millrace/checkpoints/broken/copy/commits");
        Path last;
        try (Stream<Path> files = Files.list(commits)) {
            last =
                    files.filter(file -> file.getFileName().toString().matches("\\d+"))
                            .max(
                                    Comparator.comparing(
                                            file -> Integer.valueOf(file.getFileName().toString())))
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));
        send("broken", 31, 40);

        Outcome refused = project.run("run", "broken.sql", "--once");
        Outcome checked = project.run("checkpoint", "check", "broken.sql");

        assertThat(refused.err())
                .contains("[CHECKPOINT_BROKEN]")
                .contains("'commits/" + last.getFileName() + "'");
        assertThat(checked.exitCode()).isEqualTo(1);
        project.succeed("checkpoint", "repair", "broken.sql", "--yes");
        project.succeed("checkpoint", "check", "broken.sql");
        project.succeed("run", "broken.sql", "--once");
        awaitOut("broken", 40);
    }

    /**
     * @faults A17
     */
    @Test
    void aRunWithoutMemoryEndsAndTheNextGoesOn() throws Exception {
        write("greedy", "IF(line = '7', repeat(line, 700000000), line)");
        project.succeed("topic", "create", "greedy_lines");
        send("greedy", 1, 6);
        project.succeed("run", "greedy.sql", "--once");
        send("greedy", 7, 10);

        Outcome dead;
        try (Running run =
                project.startShell("MILLRACE_JAVA_OPTS=-Xmx600m exec millrace run greedy.sql")) {
            dead = run.end();
        }

        assertThat(dead.exitCode()).as(dead.err()).isEqualTo(3);
        assertThat(dead.err()).contains("Terminating due to java.lang.OutOfMemoryError");
        assertThat(dead.out()).isEmpty();
        write("greedy", "line");
        project.succeed("run", "greedy.sql", "--once", "--allow-changed");
        awaitOut("greedy", 10);
    }
}
