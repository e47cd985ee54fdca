package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import java.nio.file.Path;
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
        Path log = LocalStack.newDirectory("killed").resolve("log");
        Process process =
                ChildJava.start(
                        List.of("-Xmx1g", "-D" + Failpoint.PROPERTY + "=" + failpoint),
                        KilledStream.class,
                        List.of(
                                "jdbc:postgresql://127.0.0.1:"
                                        + stream.database().port()
                                        + "/postgres",
                                stream.table(),
                                stream.input().toString(),
                                stream.checkpoint().toString()),
                        log);
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
