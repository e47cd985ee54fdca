package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.LocalStack;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The process of a query is killed where it hurts; each row is there once in the end. */
class JdbcKillTest {

    private static final int KILLED = 137;

    /** With the number of times that they are passed before. */
    private static final Map<Failpoint, Integer> POINTS =
            Map.of(
                    Failpoint.JDBC_TASK_BEFORE_COMMIT, 2,
                    Failpoint.JDBC_TASK_AFTER_COMMIT, 1);

    private static int run(StreamToTable stream, String failpoint) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-XX:"))
                .forEach(command::add);
        command.add("-Xmx1g");
        command.add("-D" + Failpoint.PROPERTY + "=" + failpoint);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStream.class.getName(),
                        "jdbc:postgresql://127.0.0.1:" + stream.database().port() + "/postgres",
                        stream.table(),
                        stream.input().toString(),
                        stream.checkpoint().toString()));
        Path log = LocalStack.newDirectory("killed").resolve("log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("see " + log).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * @faults A6, A7
     */
    @Test
    void writesEachRowOnceHoweverOftenItIsKilled() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        int next = 0;
        for (Map.Entry<Failpoint, Integer> point : POINTS.entrySet()) {
            stream.addFile(next, next + 40);
            stream.addFile(next + 40, next + 80);
            next += 80;
            String name = point.getKey().pointName();
            assertThat(run(stream, name + "=kill@" + point.getValue())).as(name).isEqualTo(KILLED);
        }
        assertThat(run(stream, "")).isZero();

        assertThat(stream.column("id"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, next).mapToObj(Integer::toString).toList());
    }
}
