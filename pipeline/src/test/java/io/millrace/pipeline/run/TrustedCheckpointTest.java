package io.millrace.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.common.error.MillraceException;
import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.TestSession;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.statement.SqlFile;
import io.millrace.spark.checkpoint.CheckpointError;
import io.millrace.spark.checkpoint.fit.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline refuses to go on from, how it stops, and that it does not hang unnoticed. */
class TrustedCheckpointTest {

    private static final AtomicReference<CountDownLatch> GATE = new AtomicReference<>();
    private static final AtomicReference<CountDownLatch> ENTERED = new AtomicReference<>();

    private static EmbeddedBroker broker;
    private static Topics topics;

    @TempDir Path directory;

    @BeforeAll
    static void start(@TempDir Path data) {
        broker = EmbeddedBroker.start(data);
        topics = new Topics(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private PipelineRun begin(String sql, RunMode mode, Changes changes) {
        SparkSession session = TestSession.open(Optional.of(broker.bootstrapServers()));
        UDF1<String, String> wait =
                text -> {
                    ENTERED.get().countDown();
                    GATE.get().await();
                    return text;
                };
        session.udf().register("wait_here", wait, DataTypes.StringType);
        Pipeline pipeline = new PipelineReader(session).read("p", new SqlFile("p.sql", sql));
        RunPolicy policy = new RunPolicy(mode, changes, directory.resolve("dumps"));
        return PipelineRun.start(
                session, pipeline, checkpoints().toString(), policy, new RunListener() {});
    }

    private void runOnce(String sql, Changes changes) throws InterruptedException {
        try (PipelineRun run = begin(sql, RunMode.ONCE, changes)) {
            run.awaitEnd();
        }
    }

    private void runOnce(String sql) throws InterruptedException {
        runOnce(sql, Changes.REFUSED);
    }

    private Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    private static List<String> values(String topic) throws Exception {
        return topics.records(topic).stream().map(ConsumerRecord::value).sorted().toList();
    }

    private static String copy(String name, String from, String select) {
        return """
                CREATE TABLE %2$s (v STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE %1$s_out (v STRING) USING millrace OPTIONS ('value.format' 'text');
                CREATE FLOW copy AS INSERT INTO %1$s_out BY NAME
                SELECT %3$s AS v FROM STREAM %2$s;
                """
                .formatted(name, from, select);
    }

    private static String count(String name, String key) {
        return """
                CREATE TABLE %1$s_in (v STRING, w STRING) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest');
                CREATE TABLE %1$s_out (k STRING, n BIGINT) USING millrace OPTIONS (
                  'value.format' 'json', 'outputMode' 'update', 'key.columns' 'k');
                CREATE FLOW counted AS INSERT INTO %1$s_out BY NAME
                SELECT %2$s AS k, count(*) AS n FROM STREAM %1$s_in GROUP BY %2$s;
                """
                .formatted(name, key);
    }

    @Test
    void aChangedProjectionGoesOn() throws Exception {
        topics.create("pa_in", 1);
        topics.send("pa_in", List.of("a"));
        runOnce(copy("pa", "pa_in", "v"));
        topics.send("pa_in", List.of("b"));

        runOnce(copy("pa", "pa_in", "upper(v)"));

        assertThat(values("pa_out")).containsExactly("B", "a");
    }

    @Test
    void anotherSourceMustBeMeant() throws Exception {
        topics.create("pb_in", 1);
        topics.create("pb_other", 1);
        topics.send("pb_in", List.of("a"));
        topics.send("pb_other", List.of("x"));
        runOnce(copy("pb", "pb_in", "v"));

        assertThatThrownBy(() -> runOnce(copy("pb", "pb_other", "v")))
                .hasMessageContaining("[CHECKPOINT_DOES_NOT_FIT] p.sql:4:1")
                .hasMessageContaining("sources: was millrace[pb_in], is millrace[pb_other]")
                .hasMessageContaining("--allow-changed");
        assertThat(values("pb_out")).containsExactly("a");
    }

    /**
     * @faults E11
     */
    @Test
    void stateByAnotherKeyIsRefusedWhateverIsSaid() throws Exception {
        topics.create("pc_in", 1);
        topics.send("pc_in", List.of("{\"v\":\"a\",\"w\":\"b\"}"));
        runOnce(count("pc", "v"));

        assertThatThrownBy(() -> runOnce(count("pc", "w"), Changes.ALLOWED))
                .hasMessageContaining("[CHECKPOINT_CANNOT_FIT]")
                .hasMessageContaining("was aggregate by v STRING of count(INT)")
                .hasMessageContaining("is aggregate by w STRING of count(INT)");
        runOnce(count("pc", "v"));
        assertThat(values("pc_out")).containsExactly("{\"k\":\"a\",\"n\":1}");
    }

    @Test
    void aBrokenLogIsFoundBeforeAnythingRuns() throws Exception {
        topics.create("pd_in", 1);
        topics.send("pd_in", List.of("a"));
        runOnce(copy("pd", "pd_in", "v"));
        Path commit = checkpoints().resolve("copy/commits/0");
        Files.writeString(commit, "");

        assertThatThrownBy(() -> runOnce(copy("pd", "pd_in", "v")))
                .hasMessageContaining("[CHECKPOINT_BROKEN]")
                .hasMessageContaining("'commits/0' has another content than was written")
                .hasMessageContaining("millrace checkpoint repair");
    }

    /**
     * @faults A15
     */
    @Test
    void aBatchThatRunsMayFinish() throws Exception {
        topics.create("pe_in", 1);
        topics.send("pe_in", List.of("a"));
        closeGate();
        try (PipelineRun run =
                begin(copy("pe", "pe_in", "wait_here(v)"), RunMode.CONTINUOUS, Changes.REFUSED)) {
            assertThat(ENTERED.get().await(60, TimeUnit.SECONDS)).isTrue();
            topics.send("pe_in", List.of("b"));
            Thread stop = new Thread(() -> run.stop(Duration.ofSeconds(60)));
            stop.start();
            await().during(Duration.ofSeconds(1)).until(stop::isAlive);
            GATE.get().countDown();
            stop.join(60_000);
            assertThat(stop.isAlive()).isFalse();
            assertThat(run.awaitEnd(Duration.ofSeconds(10))).isTrue();
        }

        assertThat(batches("offsets")).isEqualTo(batches("commits")).containsExactly("0");
        assertThat(values("pe_out")).containsExactly("a");
        assertThat(partFiles()).isEmpty();
    }

    @Test
    void aBatchThatDoesNotFinishIsBrokenOff() throws Exception {
        topics.create("pf_in", 1);
        topics.send("pf_in", List.of("a"));
        closeGate();
        try (PipelineRun run =
                begin(copy("pf", "pf_in", "wait_here(v)"), RunMode.CONTINUOUS, Changes.REFUSED)) {
            assertThat(ENTERED.get().await(60, TimeUnit.SECONDS)).isTrue();
            long begun = System.nanoTime();
            run.stop(Duration.ofSeconds(1));
            assertThat(run.awaitEnd(Duration.ofSeconds(10))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(15));
        }
        assertThat(batches("offsets")).containsExactly("0");
        assertThat(batches("commits")).isEmpty();
        assertThat(partFiles()).isEmpty();

        GATE.get().countDown();
        runOnce(copy("pf", "pf_in", "wait_here(v)"));
        assertThat(values("pf_out")).containsExactly("a");
    }

    /**
     * @faults B8
     */
    @Test
    void aTaskThatHangsIsFoundAndNamed() throws Exception {
        topics.create("pg_in", 1);
        topics.send("pg_in", List.of("a"));
        closeGate();
        String sql = "SET millrace.watchdog = 3 seconds;\n" + copy("pg", "pg_in", "wait_here(v)");
        try (PipelineRun run = begin(sql, RunMode.CONTINUOUS, Changes.REFUSED)) {
            assertThatThrownBy(run::awaitEnd)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            e -> assertThat(e.code()).isEqualTo(PipelineError.FLOW_HANGS))
                    .hasMessageContaining("flow 'copy'")
                    .hasMessageContaining("no progress for 3s")
                    .hasMessageContaining("batch 0, task 0 of stage ")
                    .hasMessageContaining("on host '")
                    .hasMessageContaining(directory.resolve("dumps").toString());
        }
        try (Stream<Path> dumps = Files.list(directory.resolve("dumps"))) {
            List<Path> all = dumps.toList();
            assertThat(all).hasSize(1);
            assertThat(Files.readString(all.get(0)))
                    .contains("Executor task launch worker")
                    .contains(TrustedCheckpointTest.class.getName() + ".lambda$begin");
        }
    }

    @Test
    void anIdleFlowDoesNotHang() throws Exception {
        topics.create("ph_in", 1);
        topics.send("ph_in", List.of("a"));
        String sql = "SET millrace.watchdog = 2 seconds;\n" + copy("ph", "ph_in", "v");
        try (PipelineRun run = begin(sql, RunMode.CONTINUOUS, Changes.REFUSED)) {
            // It throws if the watchdog barks.
            assertThat(run.awaitEnd(Duration.ofSeconds(8))).isFalse();
            assertThat(values("ph_out")).containsExactly("a");
        }
    }

    @Test
    void aRunThatIsAbortedEndsWithTheReason() throws Exception {
        topics.create("pi_in", 1);
        try (PipelineRun run =
                begin(copy("pi", "pi_in", "v"), RunMode.CONTINUOUS, Changes.REFUSED)) {
            run.abort(CheckpointError.LEASE_LOST.exception("here", "because"));

            assertThatThrownBy(run::awaitEnd).hasMessageContaining("[LEASE_LOST]");
        }
    }

    private static void closeGate() {
        GATE.set(new CountDownLatch(1));
        ENTERED.set(new CountDownLatch(1));
    }

    private List<String> batches(String log) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints().resolve("copy").resolve(log))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<Path> partFiles() throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints())) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }
}
