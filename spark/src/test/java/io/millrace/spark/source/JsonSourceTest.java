package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Values as typed columns, and what becomes of those that do not fit. */
class JsonSourceTest {

    private static final String SCHEMA =
            "id BIGINT, name STRING, at TIMESTAMP, price DECIMAL(8,2), tags ARRAY<STRING>, place"
                    + " STRUCT<lat: DOUBLE, lon: DOUBLE>, counts MAP<STRING, INT>";

    private static Dataset<Row> stream(TestTopic topic, Map<String, String> options) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .schema(SCHEMA)
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .option("value.format", "json")
                .options(options)
                .load();
    }

    @Test
    void readsTypedColumnsNestedOnesToo() throws Exception {
        TestTopic topic =
                TestTopic.create("json", 1)
                        .send(
                                "{\"id\": 1, \"name\": \"a\\u00e9\\n\", \"at\":"
                                        + " \"2026-11-21T10:00:00.5Z\", \"price\": 12.30, \"tags\":"
                                        + " [\"x\", null], \"place\": {\"lon\": 2.5, \"lat\": -1},"
                                        + " \"counts\": {\"a\": 1, \"b\": null}, \"more\": [{}]}",
                                "{\"tags\": []}",
                                " { } ");
        Dataset<Row> rows =
                stream(topic, Map.of())
                        .selectExpr(
                                "id",
                                "name",
                                "unix_millis(at)",
                                "price",
                                "to_json(struct(tags, place, counts))");

        assertThat(new StreamCheck().run(rows))
                .containsExactly(
                        "[1,aé\n,1795255200500,12.30,{\"tags\":[\"x\",null],\"place\":{\"lat\":-1.0,"
                                + "\"lon\":2.5},\"counts\":{\"a\":1,\"b\":null}}]",
                        "[null,null,null,null,{\"tags\":[]}]",
                        "[null,null,null,null,{}]");
    }

    @Test
    void hasMetadataColumnsBesideThoseOfTheValue() throws Exception {
        TestTopic topic = TestTopic.create("json", 2);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.name(),
                        1,
                        1_000L,
                        "k".getBytes(),
                        "{\"id\":7}".getBytes(),
                        List.of());
        record.headers().add("h", "x".getBytes());
        topic.sendAll(List.of(record));

        Dataset<Row> stream = stream(topic, Map.of());

        assertThat(stream.columns())
                .containsExactly("id", "name", "at", "price", "tags", "place", "counts");
        assertThat(
                        new StreamCheck()
                                .run(
                                        stream.selectExpr(
                                                "_offset",
                                                "id",
                                                "cast(_key as string)",
                                                "_topic",
                                                "_partition",
                                                "unix_millis(_timestamp)",
                                                "_headers[0].key")))
                .containsExactly("[0,7,k," + topic.name() + ",1,1000,h]");
    }

    /**
     * @faults D2
     */
    @Test
    void givesNullsForATombstone() throws Exception {
        TestTopic topic = TestTopic.create("json", 1);
        topic.sendAll(List.of(topic.record(0, null)));

        assertThat(new StreamCheck().run(stream(topic, Map.of()).select("id", "place", "_offset")))
                .containsExactly("[null,null,0]");
    }

    @Test
    void stopsAtAMalformedRecordAndNamesIt() {
        TestTopic topic =
                TestTopic.create("json", 1).send("{\"id\":1}", "{\"id\":\"x\"}", "{\"id\":");

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, Map.of()).select("id")))
                .hasStackTraceContaining("[MALFORMED_RECORD]")
                .hasStackTraceContaining("offset 1 of partition " + topic.name() + "-0 as json")
                .hasStackTraceContaining("value.malformed=null");
    }

    @Test
    void givesNullForWhatDoesNotFitIfAskedTo() throws Exception {
        TestTopic topic =
                TestTopic.create("json", 1)
                        .send(
                                "{\"id\":1,\"name\":\"a\"}",
                                "{\"id\":\"x\",\"name\":\"b\"}",
                                "{\"id\":");

        assertThat(
                        new StreamCheck()
                                .run(
                                        stream(topic, Map.of("value.malformed", "null"))
                                                .select("id", "name", "_offset")))
                .containsExactly("[1,a,0]", "[null,b,1]", "[null,null,2]");
    }

    @Test
    void keepsMalformedValuesInAColumnThatIsDeclaredForThem() throws Exception {
        TestTopic topic = TestTopic.create("json", 1).send("{\"id\":1}", "{\"id\":\"x\"}", "oops");
        Dataset<Row> rows =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .schema("id INT, _corrupt_record STRING")
                        .option("subscribe", topic.name())
                        .option("startingOffsets", "earliest")
                        .option("value.format", "json")
                        .option("value.malformed", "null")
                        .load();

        assertThat(new StreamCheck().run(rows))
                .containsExactly("[1,null]", "[null,oops]", "[null,{\"id\":\"x\"}]");
    }

    @Test
    void readsTimestampsInTheFormatOfTheUser() throws Exception {
        TestTopic topic =
                TestTopic.create("json", 1)
                        .send("{\"at\": \"21.11.2026 10:00\"}", "{\"at\":\"?\"}");

        assertThat(
                        new StreamCheck()
                                .run(
                                        stream(
                                                        topic,
                                                        Map.of(
                                                                "value.json.timestampFormat",
                                                                "dd.MM.yyyy HH:mm",
                                                                "value.json.timeZone",
                                                                "UTC",
                                                                "value.malformed",
                                                                "null"))
                                                .selectExpr("unix_millis(at)")))
                .containsExactly("[1795255200000]", "[null]");
    }

    @Test
    void readsTextAsOneColumn() throws Exception {
        TestTopic topic = TestTopic.create("text", 1).send("ab c", "", "é");
        Dataset<Row> rows =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("subscribe", topic.name())
                        .option("startingOffsets", "earliest")
                        .option("value.format", "text")
                        .option("value.schema", "line STRING")
                        .load();

        assertThat(new StreamCheck().run(rows.select("line", "_offset")))
                .containsExactly("[,1]", "[ab c,0]", "[é,2]");
    }

    @Test
    void readsMoreThanOneColumnarBatchOfEverything() throws Exception {
        TestTopic topic = TestTopic.create("json", 2);
        List<String> values =
                IntStream.range(0, 20_000)
                        .mapToObj(
                                i ->
                                        "{\"id\":"
                                                + i
                                                + ",\"name\":\""
                                                + "n".repeat(i % 50)
                                                + "\",\"tags\":[\"t"
                                                + i
                                                + "\"]}")
                        .toList();
        topic.send(values);
        Dataset<Row> rows =
                stream(topic, Map.of()).selectExpr("id", "length(name)", "tags[0]", "size(tags)");

        assertThat(new StreamCheck().run(rows))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20_000)
                                .mapToObj(i -> "[" + i + "," + i % 50 + ",t" + i + ",1]")
                                .toList());
    }

    @Test
    void refusesSchemasThatDoNotFit() {
        TestTopic topic = TestTopic.create("json", 1);

        assertThatThrownBy(
                        () ->
                                LocalStack.session()
                                        .readStream()
                                        .format("millrace")
                                        .option("subscribe", topic.name())
                                        .option("value.format", "json")
                                        .load())
                .hasMessageContaining("SCHEMA_MISSING")
                .hasMessageContaining("value.schema");
        assertThatThrownBy(() -> read(topic, "raw", "id INT"))
                .hasStackTraceContaining("SCHEMA_MISMATCH")
                .hasStackTraceContaining("value.format");
        assertThatThrownBy(() -> read(topic, "text", "a STRING, b STRING"))
                .hasStackTraceContaining("SCHEMA_MISMATCH")
                .hasStackTraceContaining("one column of type STRING");
        assertThatThrownBy(() -> read(topic, "json", "i INTERVAL YEAR TO MONTH"))
                .hasStackTraceContaining("UNSUPPORTED_TYPE")
                .hasStackTraceContaining("'i'");
        assertThatThrownBy(() -> read(topic, "json", "m MAP<INT, INT>"))
                .hasStackTraceContaining("MAP_KEY_NOT_STRING");
    }

    private static void read(TestTopic topic, String format, String schema) {
        topic.send("{}");
        LocalStack.session()
                .read()
                .format("millrace")
                .schema(schema)
                .option("subscribe", topic.name())
                .option("value.format", format)
                .load()
                .collectAsList();
    }
}
