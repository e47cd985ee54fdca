package io.millrace.spark.sink.jdbc.database;

import static io.millrace.spark.sink.jdbc.database.TestSink.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.sink.jdbc.database.TaskWrite.TaskResult;
import io.millrace.spark.sink.jdbc.database.TestSink.SinkTuning;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The transaction of a task: rows and epoch together, or neither. */
class TaskWriteTest {

    private static final TestDatabase DATABASE = TestDatabase.shared();

    private static TaskResult commit(TableSink sink, SinkRun run, TaskEpoch task, Object... rows) {
        try (TaskWrite write = sink.write(run, task)) {
            add(write, rows);
            return write.commit();
        }
    }

    private static TaskEpoch task(int partition, int tasks, long epoch) {
        return new TaskEpoch(partition, tasks, epoch, "none");
    }

    @Test
    void commitsRowsAndEpochTogetherAndOnce() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");

        TaskResult first = commit(sink, run, task(0, 2, 7), 1, "a", 2, null);
        TaskResult again = commit(sink, run, task(0, 2, 7), 1, "a", 2, null);
        commit(sink, run, task(1, 2, 7), 3, "c");
        commit(sink, run, task(0, 1, 8), 4, "d");

        assertThat(first).isEqualTo(new TaskResult(2, 0, 0, 1));
        assertThat(again).isEqualTo(new TaskResult(2, 0, 1, 1));
        assertThat(table.rows()).containsExactly("1|a", "2|null", "3|c", "4|d");
        assertThat(table.epochs()).containsExactly("0|8|1|1", "1|7|2|1");
    }

    @Test
    void repeatsATaskThatOverflowsOnceOnlyToo() {
        TestSink table = TestSink.appending(DATABASE).overflowing();
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");

        try (TaskWrite abandoned = sink.write(run, task(0, 1, 0))) {
            add(abandoned, 1, "a", 2, "b");
        }
        assertThat(table.rows()).isEmpty();
        commit(sink, run, task(0, 1, 0), 1, "a", 2, "b");
        TaskResult again = commit(sink, run, task(0, 1, 0), 1, "a", 2, "b");

        assertThat(again.repeated()).isEqualTo(1);
        assertThat(table.rows()).containsExactly("1|a", "2|b");
    }

    @Test
    void leavesTheDatabaseAloneWhereATaskHasNoRows() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");

        assertThat(commit(sink, run, task(0, 1, 0))).isEqualTo(new TaskResult(0, 0, 0, 0));
        assertThat(table.epochs()).isEmpty();
    }

    @Test
    void replacesRowsOfOneKeyByTheLast() {
        TestSink table = TestSink.upserting(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");

        commit(sink, run, task(0, 1, 0), 1, "a", 2, "b", 1, "c", 1, "d", 3, "e", 1, "f");
        commit(sink, run, task(0, 1, 1), 2, "z");

        assertThat(table.rows()).containsExactly("1|f", "2|z", "3|e");
    }

    /**
     * @faults B3
     */
    @Test
    void refusesARunThatWasOvertaken() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun old = sink.begin("q1", "r1");
        TaskWrite late = table.overflowing().prepare().write(old, task(0, 1, 0));
        add(late, 1, "late");

        SinkRun current = sink.begin("q1", "r2");

        assertThatThrownBy(() -> commit(sink, old, task(1, 2, 0), 2, "x"))
                .hasMessageContaining("JDBC_SINK_FENCED")
                .hasMessageContaining("run 1 of the query q1: run 2");
        assertThatThrownBy(late::commit).hasMessageContaining("JDBC_SINK_FENCED");
        late.close();
        commit(sink, current, task(0, 1, 0), 1, "current");
        assertThat(table.rows()).containsExactly("1|current");
    }

    @Test
    void refusesAnEpochThatIsOlderThanTheDatabase() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        commit(sink, run, task(1, 2, 9), 1, "a");

        assertThatThrownBy(() -> commit(sink, run, task(0, 2, 8), 2, "b"))
                .hasMessageContaining("JDBC_EPOCH_AHEAD")
                .hasMessageContaining("micro-batch 8")
                .hasMessageContaining("already has micro-batch 9");
        assertThat(table.rows()).containsExactly("1|a");
    }

    @Test
    void refusesOtherNumbersOfTasks() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        commit(sink, run, task(0, 4, 0), 1, "a");

        for (int partition = 0; partition < 2; partition++) {
            TaskEpoch task = TaskWriteTest.task(partition, 2, 0);
            assertThatThrownBy(() -> commit(sink, run, task, 2, "b"))
                    .hasMessageContaining("JDBC_TASKS_DIFFER")
                    .hasMessageContaining("in 2 tasks: it was begun in 4 tasks");
        }
        assertThat(table.rows()).containsExactly("1|a");
    }

    @Test
    void refusesOtherSplits() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        commit(sink, run, new TaskEpoch(0, 2, 0, "a"), 1, "a");

        for (int partition = 0; partition < 2; partition++) {
            TaskEpoch task = new TaskEpoch(partition, 2, 0, "b");
            assertThatThrownBy(() -> commit(sink, run, task, 2, "b"))
                    .hasMessageContaining("JDBC_SPLITS_DIFFER");
        }
        commit(sink, run, new TaskEpoch(1, 2, 0, "a"), 3, "c");
        assertThat(table.rows()).containsExactly("1|a", "3|c");
    }

    @Test
    void refusesCommitsOfALaterVersion() {
        TestSink table = TestSink.appending(DATABASE);
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        commit(sink, run, task(0, 1, 0), 1, "a");
        DATABASE.run(
                "UPDATE millrace_commits SET version = 2 WHERE sink = '" + run.sinkText() + "'");

        assertThatThrownBy(() -> commit(sink, run, task(0, 1, 1), 2, "b"))
                .hasMessageContaining("JDBC_COMMITS_UNREADABLE")
                .hasMessageContaining("version 2");
    }

    /**
     * @faults B2
     */
    @Test
    void letsOneOfTwoAttemptsWrite() throws Exception {
        TestSink table = TestSink.upserting(DATABASE).overflowing();
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        TaskWrite first = sink.write(run, task(0, 1, 0));
        add(first, 1, "a");

        CompletableFuture<TaskResult> second =
                CompletableFuture.supplyAsync(() -> commit(sink, run, task(0, 1, 0), 1, "a"));
        await().until(() -> waiting() > 0);
        assertThat(first.commit().repeated()).isZero();

        assertThat(second.get(20, TimeUnit.SECONDS).repeated()).isEqualTo(1);
        assertThat(table.rows()).containsExactly("1|a");
        first.close();
    }

    private static int waiting() {
        return Integer.parseInt(
                DATABASE.rows(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                        .get(0));
    }

    /**
     * @faults F3
     */
    @Test
    void repeatsATransactionThatADeadlockEnds() throws Exception {
        TestSink table = TestSink.upserting(DATABASE);
        SinkTuning one = new SinkTuning(1, 1 << 20, Duration.ofSeconds(30), RejectedPolicy.FAIL);
        TableSink sink = table.tuned(one).prepare();
        SinkRun run = sink.begin("q1", "r1");
        commit(sink, run, task(0, 1, 0), 1, "a", 2, "b");
        try (Connection other = DATABASE.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // So that it is the task which finds the deadlock.
            statement.execute("SET deadlock_timeout = '1min'");
            statement.execute("UPDATE " + table.sql() + " SET name = 'x' WHERE id = 2");
            CompletableFuture<TaskResult> task =
                    CompletableFuture.supplyAsync(
                            () -> commit(sink, run, task(0, 1, 1), 1, "c", 2, "d"));
            await().pollInterval(Duration.ofMillis(20)).until(() -> waiting() > 0);
            statement.execute("UPDATE " + table.sql() + " SET name = 'x' WHERE id = 1");
            other.commit();

            assertThat(task.get(30, TimeUnit.SECONDS).attempts()).isEqualTo(2);
        }
        assertThat(table.rows()).containsExactly("1|c", "2|d");
    }

    /**
     * @faults F3
     */
    @Test
    void repeatsATransactionThatAConflictEnds() {
        TestSink table = TestSink.appending(DATABASE);
        String name = table.table().replace('-', '_');
        DATABASE.run(
                "CREATE SEQUENCE " + name + "_tries",
                "CREATE FUNCTION "
                        + name
                        + "_fail() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF nextval('"
                        + name
                        + "_tries') < 3 THEN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END"
                        + " IF; RETURN NEW; END$$",
                "CREATE TRIGGER fail BEFORE INSERT ON "
                        + table.sql()
                        + " FOR EACH ROW EXECUTE FUNCTION "
                        + name
                        + "_fail()");
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");

        assertThat(commit(sink, run, task(0, 1, 0), 1, "a", 2, "b").attempts()).isEqualTo(3);
        assertThat(table.rows()).containsExactly("1|a", "2|b");
    }

    @Test
    void failsTheTaskWhoseOpenTransactionIsLost() {
        TestSink table = TestSink.appending(DATABASE).overflowing();
        TableSink sink = table.prepare();
        SinkRun run = sink.begin("q1", "r1");
        try (TaskWrite write = sink.write(run, task(0, 1, 0))) {
            add(write, 1, "a");
            DATABASE.rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                            + " 'millrace' AND state = 'idle in transaction'");

            assertThatThrownBy(() -> add(write, 2, "b"))
                    .hasMessageContaining("JDBC_TRANSACTION_LOST")
                    .hasMessageContaining("buffer.size");
        }
        commit(sink, run, task(0, 1, 0), 1, "a", 2, "b");
        assertThat(table.rows()).containsExactly("1|a", "2|b");
    }
}
