package io.millrace.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.pipeline.TestSession;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.statement.SqlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole pipelines from topic to topic. */
class PipelineRunTest {

    private static EmbeddedBroker broker;
    private static Topics topics;

    @TempDir Path checkpoints;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory);
        topics = new Topics(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static final class Events implements RunListener {
        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        private final List<FlowProgress> progress = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void topicCreated(String topic) {
            seen.add("created " + topic);
        }

        @Override
        public void flowStarted(String flow) {
            seen.add("started " + flow);
        }

        @Override
        public void progressed(FlowProgress done) {
            progress.add(done);
        }

        @Override
        public void flowEnded(String flow) {
            seen.add("ended " + flow);
        }
    }

    private PipelineRun begin(String sql, RunMode mode, RunListener listener) {
        SparkSession session = TestSession.open(Optional.of(broker.bootstrapServers()));
        Pipeline pipeline = new PipelineReader(session).read("p", new SqlFile("p.sql", sql));
        return PipelineRun.start(session, pipeline, checkpoints.toString(), mode, listener);
    }

    private Events runOnce(String sql) throws Exception {
        Events events = new Events();
        begin(sql, RunMode.ONCE, events).awaitEnd();
        return events;
    }

    private static Map<String, String> lastByKey(String topic) throws Exception {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<String, String> record : topics.records(topic)) {
            last.put(record.key(), record.value());
        }
        return last;
    }

    private static List<String> values(String topic) throws Exception {
        return topics.records(topic).stream().map(ConsumerRecord::value).sorted().toList();
    }

    private static String words(String name, String outputMode) {
        return """
                CREATE TABLE %1$s_lines (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE %1$s_counts (word STRING, n BIGINT) USING millrace OPTIONS (
                  'value.format' 'json', 'key.columns' 'word', 'outputMode' '%2$s',
                  'topic.partitions' '3');
                CREATE TEMPORARY VIEW words AS
                SELECT explode(split(line, ' ')) AS word FROM STREAM %1$s_lines;
                CREATE FLOW count_words AS INSERT INTO %1$s_counts BY NAME
                SELECT word, count(*) AS n FROM words GROUP BY word;
                """
                .formatted(name, outputMode);
    }

    @Test
    void createsTopicsForDeadLettersAndCountsThem() throws Exception {
        topics.create("dl_lines", 1);
        topics.send("dl_lines", List.of("{\"id\":1}", "oops", "{\"id\":-2}"));
        String sql =
                """
                CREATE TABLE dl_lines (id INT) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest',
                  'value.malformed' 'deadletter');
                CREATE TABLE dl_out (id INT) USING millrace OPTIONS ('value.format' 'json');
                CREATE FLOW positive AS INSERT INTO dl_out BY NAME
                SELECT id, IF(id < 0, named_struct('reason', 'NEGATIVE'), NULL) AS _deadletter
                FROM STREAM dl_lines;
                """;

        Events events = runOnce(sql);

        assertThat(events.seen)
                .containsExactly(
                        "created dl_out",
                        "created dl_out-dlq",
                        "created dl_lines-dlq",
                        "started positive",
                        "ended positive");
        assertThat(events.progress.stream().mapToLong(FlowProgress::deadLetters).sum())
                .isEqualTo(1);
        assertThat(values("dl_out")).containsExactly("{\"id\":1}");
        assertThat(values("dl_lines-dlq")).containsExactly("oops");
        assertThat(values("dl_out-dlq")).containsExactly("{\"id\":-2}");
    }

    @Test
    void countsWordsAndGoesOnAfterARestart() throws Exception {
        topics.create("a_lines", 2);
        topics.send("a_lines", List.of("x y", "x"));

        Events events = runOnce(words("a", "update"));

        assertThat(events.seen)
                .containsExactly("created a_counts", "started count_words", "ended count_words");
        assertThat(topics.partitions("a_counts")).isEqualTo(3);
        assertThat(lastByKey("a_counts"))
                .containsExactly(
                        Map.entry("x", "{\"word\":\"x\",\"n\":2}"),
                        Map.entry("y", "{\"word\":\"y\",\"n\":1}"));
        assertThat(events.progress).isNotEmpty();
        assertThat(events.progress.stream().mapToLong(FlowProgress::rows).sum()).isEqualTo(2);

        topics.send("a_lines", List.of("y z"));
        assertThat(runOnce(words("a", "update")).seen)
                .containsExactly("started count_words", "ended count_words");
        assertThat(lastByKey("a_counts"))
                .containsExactly(
                        Map.entry("x", "{\"word\":\"x\",\"n\":2}"),
                        Map.entry("y", "{\"word\":\"y\",\"n\":2}"),
                        Map.entry("z", "{\"word\":\"z\",\"n\":1}"));
        assertThat(
                        runOnce(words("a", "update")).progress.stream()
                                .mapToLong(FlowProgress::rows)
                                .sum())
                .isZero();
    }

    @Test
    void tellsHowManyRecordsWereReadRejectedOnesToo() throws Exception {
        topics.create("rejecting_in", 1);
        topics.send("rejecting_in", List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));

        Events events =
                runOnce(
                        """
                        CREATE TABLE rejecting_in (n INT) USING millrace OPTIONS (
                          'value.format' 'json', 'startingOffsets' 'earliest');
                        CREATE TABLE rejecting_out (n INT) USING millrace OPTIONS (
                          'value.format' 'json');
                        CREATE FLOW reject AS INSERT INTO rejecting_out BY NAME
                        SELECT n FROM STREAM rejecting_in WHERE n > 2;
                        """);

        assertThat(values("rejecting_out")).containsExactly("{\"n\":3}");
        assertThat(events.progress.stream().mapToLong(FlowProgress::rows).sum()).isEqualTo(3);
    }

    /** Casts and formats take their time zone when a query is analyzed, not when it runs. */
    @Test
    void runsEachFlowUnderTheSettingsThatStandBeforeIt() throws Exception {
        topics.create("z_in", 1);
        topics.send("z_in", List.of("{\"t\":0,\"s\":\"1970-01-01T00:00:00\"}"));

        runOnce(
                """
                CREATE TABLE z_in (t BIGINT, s TIMESTAMP) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest');
                SET spark.sql.session.timeZone = UTC;
                CREATE STREAMING TABLE z_utc AS
                SELECT date_format(timestamp_millis(t), 'HH') AS hour, unix_seconds(s) AS seconds
                FROM STREAM z_in;
                SET spark.sql.session.timeZone = Asia/Tokyo;
                CREATE STREAMING TABLE z_tokyo AS
                SELECT date_format(timestamp_millis(t), 'HH') AS hour, unix_seconds(s) AS seconds
                FROM STREAM z_in;
                """);

        assertThat(values("z_utc")).containsExactly("{\"hour\":\"00\",\"seconds\":0}");
        assertThat(values("z_tokyo")).containsExactly("{\"hour\":\"09\",\"seconds\":-32400}");
    }

    @Test
    void givesEveryFlowACheckpointOfItsOwn() throws Exception {
        topics.create("b_in", 1);
        topics.send("b_in", List.of("1", "2", "3"));

        runOnce(
                """
                CREATE TABLE b_in (v STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE STREAMING TABLE b_doubled TBLPROPERTIES ('startingOffsets' = 'earliest') AS
                SELECT CAST(v AS INT) * 2 AS v FROM STREAM b_in;
                CREATE TABLE b_out (v BIGINT, note STRING) USING millrace OPTIONS (
                  'value.format' 'json');
                CREATE FLOW small AS INSERT INTO b_out BY NAME
                SELECT 'small' AS note, CAST(v AS INT) AS v FROM STREAM b_in WHERE v < 3;
                CREATE FLOW large AS INSERT INTO b_out BY NAME
                SELECT CAST(v AS INT) AS v, 'large' AS note FROM STREAM b_in WHERE v >= 3;
                """);

        assertThat(values("b_doubled")).containsExactly("{\"v\":2}", "{\"v\":4}", "{\"v\":6}");
        assertThat(values("b_out"))
                .containsExactly(
                        "{\"v\":1,\"note\":\"small\"}",
                        "{\"v\":2,\"note\":\"small\"}",
                        "{\"v\":3,\"note\":\"large\"}");
        assertThat(checkpoints.toFile().list())
                .containsExactlyInAnyOrder("b_doubled", "small", "large");
    }

    @Test
    void feedsOneFlowFromTheTopicOfAnother() throws Exception {
        topics.create("c_in", 1);
        topics.send("c_in", List.of("1", "2"));
        Events events = new Events();
        PipelineRun run =
                begin(
                        """
                        CREATE TABLE c_in (v STRING) USING millrace OPTIONS (
                          'value.format' 'text', 'startingOffsets' 'earliest');
                        CREATE STREAMING TABLE c_mid TBLPROPERTIES
                          ('startingOffsets' = 'earliest') AS
                        SELECT CAST(v AS INT) + 10 AS v FROM STREAM c_in;
                        CREATE STREAMING TABLE c_out AS
                        SELECT v * 2 AS w, _offset AS at FROM STREAM c_mid;
                        """,
                        RunMode.CONTINUOUS,
                        events);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(values("c_out"))
                                        .containsExactly(
                                                "{\"w\":22,\"at\":0}", "{\"w\":24,\"at\":1}"));
        run.stop();
        run.awaitEnd();
        assertThat(events.seen).contains("ended c_mid", "ended c_out");
    }

    @Test
    void closesWindowsBehindTheWatermark() throws Exception {
        topics.create("d_in", 1);
        String event = "{\"k\":\"a\",\"ts\":\"2026-01-01T00:00:%02dZ\",\"v\":%d}";
        topics.send(
                "d_in", IntStream.range(0, 40).mapToObj(i -> String.format(event, i, i)).toList());

        runOnce(
                """
                SET spark.sql.session.timeZone = UTC;
                CREATE TABLE d_in (k STRING, ts TIMESTAMP, v INT) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest');
                CREATE STREAMING TABLE d_out TBLPROPERTIES ('key.columns' = 'k,start') AS
                SELECT k, window.start AS start, count(*) AS n, max(v) AS top,
                       percentile_approx(v, 0.5) AS middle
                FROM STREAM d_in WATERMARK ts DELAY OF INTERVAL 5 SECONDS
                GROUP BY k, window(ts, '10 seconds');
                """);

        assertThat(values("d_out"))
                .containsExactly(
                        "{\"k\":\"a\",\"start\":\"2026-01-01T00:00:00.000Z\",\"n\":10,\"top\":9,"
                                + "\"middle\":4}",
                        "{\"k\":\"a\",\"start\":\"2026-01-01T00:00:10.000Z\",\"n\":10,\"top\":19,"
                                + "\"middle\":14}",
                        "{\"k\":\"a\",\"start\":\"2026-01-01T00:00:20.000Z\",\"n\":10,\"top\":29,"
                                + "\"middle\":24}");
    }

    @Test
    void stopsAllFlowsWhenOneFails() throws Exception {
        topics.create("f_in", 1);
        topics.send("f_in", List.of("{\"v\":1}", "no json"));
        Events events = new Events();
        PipelineRun run =
                begin(
                        """
                        CREATE TABLE f_in (v INT) USING millrace OPTIONS (
                          'value.format' 'json', 'startingOffsets' 'earliest');
                        CREATE TABLE f_text (line STRING) USING millrace OPTIONS (
                          'topic' 'f_in', 'value.format' 'text', 'startingOffsets' 'earliest');
                        CREATE STREAMING TABLE f_bad AS SELECT v FROM STREAM f_in;
                        CREATE STREAMING TABLE f_good AS SELECT line FROM STREAM f_text;
                        """,
                        RunMode.CONTINUOUS,
                        events);

        assertThatThrownBy(run::awaitEnd)
                .hasMessageContaining("[MALFORMED_RECORD]")
                .hasMessageContaining("offset 1 of partition f_in-0");
        assertThat(events.seen).contains("ended f_bad", "ended f_good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE STREAMING TABLE g1 AS SELECT * FROM STREAM nothing"
                        + " | SQL_INVALID] p.sql:1:44: [TABLE_OR_VIEW_NOT_FOUND]",
                "CREATE TABLE g2 (v STRING) USING millrace OPTIONS ('value.format' 'text');"
                        + "# CREATE STREAMING TABLE g3 AS SELECT * FROM g2"
                        + " | FLOW_NOT_STREAMING] p.sql:2:2: Cannot run flow 'g3'",
                "CREATE TABLE g4 (v STRING) USING millrace OPTIONS ('value.format' 'text');"
                        + "# CREATE FLOW f AS INSERT INTO g44 BY NAME SELECT * FROM STREAM g4"
                        + " | SINK_NOT_FOUND] p.sql:2:2: Cannot write flow 'f' into 'g44': no such"
                        + " table is declared. Did you mean 'g4'?",
                "CREATE TABLE g5 (v STRING) USING millrace OPTIONS ('value.format' 'text');"
                        + "# CREATE FLOW f AS INSERT INTO g5 BY NAME SELECT v AS w FROM STREAM g5"
                        + " | COLUMN_MISMATCH] p.sql:2:2",
                "CREATE TABLE g6 (v INT) USING millrace OPTIONS ('value.format' 'json');"
                        + "# CREATE FLOW f AS INSERT INTO g6 BY NAME SELECT array(v) AS v FROM STREAM"
                        + " g6 | the column 'v' is INT in the table and ARRAY<INT> in the query",
                "CREATE TABLE g7 (v INT) USING millrace OPTIONS ('value.format' 'json', 'outputMode'"
                        + " 'sometimes');# CREATE FLOW f AS INSERT INTO g7 BY NAME SELECT v FROM"
                        + " STREAM g7 | INVALID_OPTION] p.sql:1:1",
                "CREATE TABLE g8 (v INT) USING millrace OPTIONS ('value.format' 'json');"
                        + "# CREATE STREAMING TABLE g9 AS SELECT v, count(*) AS n FROM STREAM g8"
                        + " GROUP BY v | SQL_INVALID] p.sql:2:",
            })
    void findsWhatIsWrongBeforeAnyFlowRuns(String sql, String expected) {
        Events events = new Events();

        assertThatThrownBy(() -> begin(sql.replace('#', '\n'), RunMode.ONCE, events).awaitEnd())
                .hasMessageContaining(expected);
        assertThat(events.progress).isEmpty();
    }

    @Test
    void saysThatATopicIsMissing() {
        assertThatThrownBy(
                        () ->
                                runOnce(
                                        """
                                        CREATE TABLE h_in (v STRING) USING millrace OPTIONS (
                                          'topic' 'h-missing', 'value.format' 'text');
                                        CREATE STREAMING TABLE h_out AS SELECT * FROM STREAM h_in;
                                        """))
                .hasMessageContaining("[TOPIC_NOT_FOUND]")
                .hasMessageContaining("'h-missing'")
                .hasMessageContaining("millrace topic create h-missing");
    }

    @Test
    void readsItsOwnExamples() throws Exception {
        topics.create("lines", 2);
        List<String> text = List.of("The quick brown fox", "the lazy dog; THE END.", "");
        topics.send("lines", text);

        runOnce(SqlFile.read(Path.of("..", "examples", "wordcount.sql"), "wordcount.sql").text());

        Map<String, Long> expected =
                text.stream()
                        .flatMap(line -> Stream.of(line.toLowerCase().split("[^a-z]+")))
                        .filter(word -> !word.isEmpty())
                        .collect(
                                Collectors.groupingBy(w -> w, TreeMap::new, Collectors.counting()));
        Map<String, String> counts = new TreeMap<>();
        expected.forEach(
                (word, n) -> counts.put(word, "{\"word\":\"" + word + "\",\"count\":" + n + "}"));
        assertThat(lastByKey("counts")).isEqualTo(counts);
    }

    @Test
    void passesRecordsOnInRealTime() throws Exception {
        topics.create("rt_clicks", 3);
        topics.send("rt_clicks", List.of("{\"id\":1}", "{\"id\":2}"));
        String sql =
                """
                SET millrace.trigger = real-time 5 minutes;
                CREATE TABLE rt_clicks (id BIGINT) USING millrace OPTIONS (
                  'value.format' 'json', 'startingOffsets' 'earliest');
                CREATE STREAMING TABLE rt_doubled AS
                SELECT 2 * id AS twice FROM STREAM rt_clicks WHERE id > 1;
                """;
        try (PipelineRun run = begin(sql, RunMode.CONTINUOUS, new Events())) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(values("rt_doubled"))
                                            .containsExactly("{\"twice\":4}"));
            topics.send("rt_clicks", List.of("{\"id\":3}"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(values("rt_doubled"))
                                            .containsExactly("{\"twice\":4}", "{\"twice\":6}"));
            assertThat(run.awaitEnd(Duration.ZERO)).isFalse();
        }
        topics.send("rt_clicks", List.of("{\"id\":4}"));

        // It was stopped between two batches, and repeats nothing.
        try (PipelineRun run = begin(sql, RunMode.CONTINUOUS, new Events())) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(values("rt_doubled")).contains("{\"twice\":8}"));
            assertThat(run.awaitEnd(Duration.ZERO)).isFalse();
        }
        assertThat(values("rt_doubled"))
                .containsExactly("{\"twice\":4}", "{\"twice\":6}", "{\"twice\":8}");
    }

    @Test
    void refusesWhatRealTimeModeCannotDoBeforeItRuns() {
        String sql = "SET millrace.trigger = real-time;\n" + words("rt", "update");

        assertThatThrownBy(() -> begin(sql, RunMode.CONTINUOUS, new Events()))
                .hasMessageContaining("NOT_IN_REAL_TIME")
                .hasMessageContaining("it aggregates");
    }
}
