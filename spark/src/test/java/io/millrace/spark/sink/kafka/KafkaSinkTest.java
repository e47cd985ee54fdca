package io.millrace.spark.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** Rows as records, from batches and from streams. */
class KafkaSinkTest {

    private static final SparkSession SPARK = LocalStack.session();

    private static void write(Dataset<Row> rows, TestTopic topic, Map<String, String> options) {
        rows.write()
                .format("millrace")
                .option("topic", topic.name())
                .options(options)
                .mode("append")
                .save();
    }

    private static List<String> shown(TestTopic topic) {
        return topic.records().stream().map(KafkaSinkTest::shown).toList();
    }

    private static String shown(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + ":" + TestTopic.text(header.value()));
        }
        return TestTopic.text(record.key())
                + " -> "
                + TestTopic.text(record.value())
                + (headers.isEmpty() ? "" : " " + headers);
    }

    @Test
    void writesTheColumnsOfSparksSinkRaw() {
        TestTopic topic = TestTopic.create("sink", 3);

        write(
                SPARK.sql(
                        "SELECT 'k' AS key, CAST('v' AS BINARY) AS value, 2 AS partition,"
                                + " from_json('[{\"key\":\"h\",\"value\":\"MQ==\"},"
                                + "{\"key\":\"h\"}]', 'ARRAY<STRUCT<key: STRING, value: BINARY>>') AS"
                                + " headers, 77L AS offset"),
                topic,
                Map.of());
        write(SPARK.sql("SELECT CAST(null AS STRING) AS value"), topic, Map.of());

        assertThat(shown(topic)).contains("k -> v [h:1, h:null]", "null -> null");
        assertThat(topic.records())
                .filteredOn(r -> r.key() != null)
                .extracting(ConsumerRecord::partition)
                .containsExactly(2);
    }

    @Test
    void takesTheTopicFromTheRowWhereTheTableNamesNone() {
        TestTopic one = TestTopic.create("sink", 1);
        TestTopic two = TestTopic.create("sink", 1);

        SPARK.sql(
                        "SELECT * FROM VALUES ('"
                                + one.name()
                                + "', 'a'), ('"
                                + two.name()
                                + "', 'b') AS t(topic, value)")
                .write()
                .format("millrace")
                .mode("append")
                .save();

        assertThat(one.values()).containsExactly("a");
        assertThat(two.values()).containsExactly("b");
    }

    @Test
    void writesJsonAsToJsonDoes() {
        TestTopic topic = TestTopic.create("sink", 1);

        write(
                SPARK.sql(
                        "SELECT 1 AS id, 'ä\"' AS name, array(1.5D, null) AS list, map('a', 1) AS m,"
                                + " named_struct('x', CAST(null AS INT), 'y', true) AS s, CAST(null AS"
                                + " INT) AS nothing, 12.30BD AS price"),
                topic,
                Map.of("value.format", "json"));

        assertThat(topic.values())
                .containsExactly(
                        "{\"id\":1,\"name\":\"ä\\\"\",\"list\":[1.5,null],\"m\":{\"a\":1},\"s\":{\"y\":"
                                + "true},\"price\":12.30}");
    }

    @Test
    void makesKeysOfColumns() {
        TestTopic topic = TestTopic.create("sink", 1);
        Dataset<Row> rows = SPARK.sql("SELECT 5 AS id, 'x' AS name, DATE'2026-01-02' AS day");

        write(rows, topic, Map.of("value.format", "json", "key.columns", "name"));
        write(rows, topic, Map.of("value.format", "json", "key.columns", "id"));
        write(rows, topic, Map.of("value.format", "json", "key.columns", "day, id"));

        assertThat(topic.records())
                .extracting(record -> TestTopic.text(record.key()))
                .containsExactly("x", "5", "{\"day\":\"2026-01-02\",\"id\":5}");
    }

    @Test
    void takesPartsOfTheRecordFromMetadataColumns() {
        TestTopic topic = TestTopic.create("sink", 4);
        TestTopic other = TestTopic.create("sink", 1);

        write(
                SPARK.sql(
                        "SELECT 1 AS id, 'k' AS _key, 3 AS _partition, timestamp_millis(1234) AS"
                                + " _timestamp, array(struct('h' AS key, CAST('v' AS BINARY) AS value))"
                                + " AS _headers, CAST(null AS STRING) AS _topic"),
                topic,
                Map.of("value.format", "json"));
        write(
                SPARK.sql("SELECT 2 AS id, '" + other.name() + "' AS _topic"),
                topic,
                Map.of("value.format", "json"));

        assertThat(shown(topic)).containsExactly("k -> {\"id\":1} [h:v]");
        assertThat(topic.records())
                .allSatisfy(
                        r -> {
                            assertThat(r.partition()).isEqualTo(3);
                            assertThat(r.timestamp()).isEqualTo(1234);
                        });
        assertThat(other.values()).containsExactly("{\"id\":2}");
    }

    @Test
    void writesText() {
        TestTopic topic = TestTopic.create("sink", 1);

        write(SPARK.sql("SELECT 'a b' AS line"), topic, Map.of("value.format", "text"));

        assertThat(topic.values()).containsExactly("a b");
    }

    @Test
    void writesEveryRowOfAStreamAndLabelsItsGuarantee() throws Exception {
        TestTopic from = TestTopic.create("sink", 3);
        TestTopic to = TestTopic.create("sink", 2);
        List<String> values =
                IntStream.range(0, 5_000).mapToObj(i -> "{\"id\":" + i + "}").toList();
        from.send(values);

        var query =
                SPARK.readStream()
                        .format("millrace")
                        .schema("id INT")
                        .option("subscribe", from.name())
                        .option("startingOffsets", "earliest")
                        .option("maxOffsetsPerTrigger", "900")
                        .option("value.format", "json")
                        .load()
                        .writeStream()
                        .format("millrace")
                        .option("topic", to.name())
                        .option("value.format", "json")
                        .option(
                                "checkpointLocation",
                                LocalStack.newDirectory("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();

        assertThat(to.values()).containsExactlyInAnyOrderElementsOf(values);
        assertThat(query.lastProgress().sink().description())
                .isEqualTo("millrace[" + to.name() + "] exactly-once");
    }

    @Test
    void appendsWhatUpdateAndCompleteModeGive() throws Exception {
        for (String mode : List.of("update", "complete")) {
            TestTopic from = TestTopic.create("sink", 1).send("a", "b", "a");
            TestTopic to = TestTopic.create("sink", 1);
            String checkpoint = LocalStack.newDirectory("checkpoint").toString();
            countTo(from, to, mode, checkpoint);
            from.send("a");
            countTo(from, to, mode, checkpoint);

            List<String> last = new ArrayList<>(List.of("a -> {\"word\":\"a\",\"n\":3}"));
            if (mode.equals("complete")) {
                last.add("b -> {\"word\":\"b\",\"n\":1}");
            }
            assertThat(shown(to).subList(0, 2))
                    .containsExactlyInAnyOrder(
                            "a -> {\"word\":\"a\",\"n\":2}", "b -> {\"word\":\"b\",\"n\":1}");
            assertThat(shown(to).subList(2, shown(to).size()))
                    .containsExactlyInAnyOrderElementsOf(last);
        }
    }

    private static void countTo(TestTopic from, TestTopic to, String mode, String checkpoint)
            throws Exception {
        SPARK.readStream()
                .format("millrace")
                .schema("word STRING")
                .option("subscribe", from.name())
                .option("startingOffsets", "earliest")
                .option("value.format", "text")
                .load()
                .groupBy("word")
                .count()
                .withColumnRenamed("count", "n")
                .writeStream()
                .format("millrace")
                .option("topic", to.name())
                .option("value.format", "json")
                .option("key.columns", "word")
                .option("checkpointLocation", checkpoint)
                .outputMode(mode)
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    @Test
    void refusesRowsThatCannotBeRecords() {
        TestTopic topic = TestTopic.create("sink", 1);
        Map<String, String> json = Map.of("value.format", "json");

        refused("SELECT 1 AS a", topic, Map.of(), "SINK_COLUMN_MISSING", "'value'", "value.format");
        refused(
                "SELECT 1 AS value",
                topic,
                Map.of(),
                "SINK_COLUMN_TYPE",
                "STRING or BINARY",
                "INT");
        refused("SELECT 1 AS a, 2L AS _offset", topic, json, "SINK_COLUMN_UNKNOWN", "'_offset'");
        refused(
                "SELECT 1 AS a, 2L AS _partition",
                topic,
                json,
                "SINK_COLUMN_TYPE",
                "'_partition'",
                "expected INT");
        refused(
                "SELECT 1 AS a",
                topic,
                Map.of("value.format", "json", "key.columns", "b"),
                "SINK_COLUMN_MISSING",
                "'b'",
                "gives a");
        refused(
                "SELECT 'a' AS value",
                topic,
                Map.of("key.columns", "value"),
                "CONFLICTING_OPTIONS",
                "key.columns");
        refused("SELECT 1 AS a", topic, Map.of("value.format", "text"), "SINK_COLUMN_TYPE");
        refused(
                "SELECT 1 AS a",
                topic,
                Map.of("guarantee", "exactly-twice"),
                "INVALID_OPTION",
                "at-least-once");
        refused(
                "SELECT 'a' AS value",
                topic,
                Map.of("kafka.acks", "1"),
                "SETTING_REFUSED",
                "kafka.acks",
                "in-sync replicas");
        refused(
                "SELECT 'a' AS value",
                topic,
                Map.of("kafka.transactional.id", "x"),
                "SETTING_REFUSED",
                "kafka.transactional.id");
        refused(
                "SELECT 'a' AS a, -1 AS _partition",
                topic,
                json,
                "SINK_VALUE_REFUSED",
                "'-1'",
                "_partition");
        refused(
                "SELECT 'a' AS a, timestamp_millis(-5) AS _timestamp",
                topic,
                json,
                "SINK_VALUE_REFUSED",
                "1969-12-31T23:59:59.995Z");
        refused(
                "SELECT 'a' AS value",
                TestTopic.absent("nowhere"),
                Map.of(),
                "TOPIC_NOT_FOUND",
                "millrace topic create nowhere");
        assertThatThrownBy(
                        () ->
                                SPARK.sql("SELECT 'a' AS value")
                                        .write()
                                        .format("millrace")
                                        .mode("append")
                                        .save())
                .hasStackTraceContaining("SINK_TOPIC_MISSING");
        assertThat(topic.values()).isEmpty();
    }

    private static void refused(
            String sql, TestTopic topic, Map<String, String> options, String... expected) {
        assertThatThrownBy(() -> write(SPARK.sql(sql), topic, options))
                .as(sql)
                .satisfies(
                        e ->
                                assertThat(Arrays.asList(expected))
                                        .allSatisfy(
                                                text ->
                                                        assertThat(e)
                                                                .hasStackTraceContaining(text)));
    }

    @Test
    void holdsRowsAgainstTheDeclaredColumns() {
        TestTopic topic = TestTopic.create("sink", 1);
        String table = LocalStack.newName("declared").replace('-', '_');
        SPARK.sql(
                "CREATE TABLE "
                        + table
                        + " (id BIGINT, name STRING) USING millrace OPTIONS ('topic' '"
                        + topic.name()
                        + "', 'value.format' 'json')");

        SPARK.sql("INSERT INTO " + table + " VALUES (1, 'a')");
        SPARK.sql("INSERT INTO " + table + " BY NAME SELECT 'b' AS name, 2 AS id");

        assertThat(topic.values())
                .containsExactly("{\"id\":1,\"name\":\"a\"}", "{\"id\":2,\"name\":\"b\"}");
        assertThatThrownBy(() -> append("SELECT 1L AS id, 'a' AS name, 2 AS nam", table))
                .hasStackTraceContaining("nam");
        assertThatThrownBy(() -> append("SELECT array(1) AS id, 'a' AS name", table))
                .hasStackTraceContaining("id");
        assertThat(topic.values()).hasSize(2);
    }

    @Test
    void holdsRowsOfStreamsAgainstTheDeclaredColumnsToo() {
        TestTopic from = TestTopic.create("sink", 1).send("{\"id\":1,\"name\":\"a\"}");
        TestTopic to = TestTopic.create("sink", 1);
        String table = LocalStack.newName("declared").replace('-', '_');
        SPARK.sql(
                "CREATE TABLE "
                        + table
                        + " (id BIGINT, name STRING) USING millrace OPTIONS ('topic' '"
                        + to.name()
                        + "', 'value.format' 'json')");

        streamRefused(from, table, "id BIGINT, nane STRING", "SINK_COLUMN_MISSING", "'name'");
        streamRefused(
                from,
                table,
                "id BIGINT, name STRING, nam INT",
                "SINK_COLUMN_UNKNOWN",
                "Did you mean 'name'");
        streamRefused(from, table, "id STRING, name STRING", "SINK_COLUMN_TYPE", "expected BIGINT");
        assertThat(to.values()).isEmpty();
    }

    private static void streamRefused(
            TestTopic from, String table, String schema, String... expected) {
        assertThatThrownBy(
                        () ->
                                SPARK.readStream()
                                        .format("millrace")
                                        .schema(schema)
                                        .option("subscribe", from.name())
                                        .option("startingOffsets", "earliest")
                                        .option("value.format", "json")
                                        .load()
                                        .writeStream()
                                        .option(
                                                "checkpointLocation",
                                                LocalStack.newDirectory("checkpoint").toString())
                                        .trigger(Trigger.AvailableNow())
                                        .toTable(table)
                                        .awaitTermination())
                .satisfies(
                        e ->
                                assertThat(Arrays.asList(expected))
                                        .allSatisfy(
                                                text ->
                                                        assertThat(e)
                                                                .hasStackTraceContaining(text)));
    }

    private static void append(String sql, String table) throws Exception {
        SPARK.sql(sql).writeTo(table).append();
    }
}
