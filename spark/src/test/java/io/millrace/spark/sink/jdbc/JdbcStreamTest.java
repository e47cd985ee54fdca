package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;

/** Rows of streams: once, whatever is begun again. */
class JdbcStreamTest {

    private static final TestDatabase DATABASE = TestDatabase.shared();

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).sorted().toList();
    }

    @Test
    void appendsEachRowOnceThroughRestarts() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        for (int batch = 0; batch < 4; batch++) {
            stream.addFile(batch * 10, batch * 10 + 10);
            stream.addFile(100 + batch * 10, 110 + batch * 10);
            stream.runToEnd("id, key", "append", Map.of());
        }

        assertThat(stream.column("id"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.concat(IntStream.range(0, 40), IntStream.range(100, 140))
                                .mapToObj(Integer::toString)
                                .toList());
    }

    @Test
    void skipsWhatIsThereWhenAMicroBatchIsRepeated() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        stream.addFile(0, 10);
        stream.runToEnd("id, key", "append", Map.of());
        stream.addFile(10, 20);
        stream.runToEnd("id, key", "append", Map.of());
        stream.forgetLastCommit();
        stream.addFile(20, 30);

        Map<String, String> metrics = stream.runToEnd("id, key", "append", Map.of());

        assertThat(stream.column("id")).containsExactlyElementsOf(ids(0, 30));
        assertThat(metrics).containsEntry("tasksThere", "0");
    }

    /**
     * @faults E8
     */
    @Test
    void refusesACheckpointThatIsOlderThanTheTable() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        stream.addFile(0, 10);
        stream.runToEnd("id, key", "append", Map.of());
        stream.addFile(10, 20);
        stream.runToEnd("id, key", "append", Map.of());
        stream.forgetLastBatch();
        stream.forgetLastCommit();

        assertThatThrownBy(() -> stream.runToEnd("id, key", "append", Map.of()))
                .hasStackTraceContaining("JDBC_EPOCH_AHEAD")
                .hasStackTraceContaining("the checkpoint is older than the database");
        assertThat(stream.column("id")).containsExactlyElementsOf(ids(0, 20));
    }

    @Test
    void stopsAQueryThatWasOvertaken() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        stream.addFile(0, 10);
        StreamingQuery query = stream.start("id, key", "append", Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> stream.column("id").size() == 10);
        DATABASE.run(
                "UPDATE millrace_commits_runs SET generation = generation + 1 WHERE query_id = '"
                        + query.id()
                        + "'");
        stream.addFile(10, 20);

        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .hasStackTraceContaining("JDBC_SINK_FENCED");
        assertThat(stream.column("id")).containsExactlyElementsOf(ids(0, 10));
    }

    @Test
    void keepsTheNewestOfEachKey() throws Exception {
        StreamToTable stream = StreamToTable.create("key text PRIMARY KEY, n bigint, s bigint");
        Map<String, String> upsert = Map.of("write.mode", "upsert", "key.columns", "key");
        String counts = "key, count(*) AS n, sum(id) AS s";
        for (int batch = 0; batch < 3; batch++) {
            stream.addFile(batch * 10, batch * 10 + 10);
            stream.runToEnd(counts, batch == 1 ? "complete" : "update", upsert);
        }

        assertThat(DATABASE.rows("SELECT key, n, s FROM " + stream.sql()))
                .containsExactly("k0|10|135", "k1|10|145", "k2|10|155");
    }

    @Test
    void refusesToAppendRowsThatChange() {
        StreamToTable stream = StreamToTable.create("key text, n bigint");
        stream.addFile(0, 10);

        assertThatThrownBy(() -> stream.runToEnd("key, count(*) AS n", "complete", Map.of()))
                .hasStackTraceContaining("JDBC_MODE_CONFLICT");
        assertThatThrownBy(() -> stream.runToEnd("key, count(*) AS n", "update", Map.of()))
                .hasStackTraceContaining("JDBC_MODE_CONFLICT")
                .hasStackTraceContaining("in output mode update with write.mode=append");
    }

    @Test
    void refusesRowsThatMayComeToOtherTasks() {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        stream.addFile(0, 10);

        assertThatThrownBy(
                        () ->
                                stream.runToEnd(
                                        "id, key", "append", Map.of(), " DISTRIBUTE BY rand()"))
                .hasStackTraceContaining("ROW_PLACEMENT_CHANGES");
        assertThat(stream.column("id")).isEmpty();
    }

    /**
     * @faults F5
     */
    @Test
    void saysWhatWasChangedInATableThatIsWritten() throws Exception {
        StreamToTable stream = StreamToTable.create("id bigint, key text");
        stream.addFile(0, 10);
        StreamingQuery query = stream.start("id, key", "append", Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> stream.column("id").size() == 10);
        DATABASE.run("ALTER TABLE " + stream.sql() + " RENAME COLUMN key TO word");
        stream.addFile(10, 20);

        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .hasStackTraceContaining("JDBC_TABLE_CHANGED")
                .hasStackTraceContaining("the table has no column 'key'");
    }

    /**
     * @faults F4
     */
    @Test
    void countsRowsThatItLeavesOut() throws Exception {
        StreamToTable stream =
                StreamToTable.create("id bigint CHECK (id <> 3 AND id <> 7), key text");
        stream.addFile(0, 10);

        Map<String, String> metrics =
                stream.runToEnd("id, key", "append", Map.of("rejected", "skip"));

        assertThat(metrics).containsEntry("rowsRejected", "2");
        assertThat(stream.column("id")).hasSize(8).doesNotContain("3", "7");
    }

    /**
     * @faults F1
     */
    @Test
    void outlivesADatabaseThatIsAwayForAWhile() throws Exception {
        try (TestDatabase own = TestDatabase.create()) {
            StreamToTable stream = StreamToTable.create(own, "id bigint, key text");
            stream.addFile(0, 10);
            StreamingQuery query = stream.start("id, key", "append", Map.of());
            await().atMost(Duration.ofSeconds(60)).until(() -> stream.column("id").size() == 10);

            own.restart(
                    () -> {
                        stream.addFile(10, 20);
                        await().during(Duration.ofSeconds(3))
                                .atMost(Duration.ofSeconds(10))
                                .until(query::isActive);
                    });

            await().atMost(Duration.ofSeconds(60)).until(() -> stream.column("id").size() >= 20);
            query.stop();
            assertThat(stream.column("id")).containsExactlyElementsOf(ids(0, 20));
        }
    }
}
