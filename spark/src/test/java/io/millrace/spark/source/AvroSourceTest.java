package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.format.registry.FakeRegistry;
import io.millrace.format.registry.SchemaType;
import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Avro values with the schemas of a registry, and with one that is given. */
class AvroSourceTest {

    private static final Schema V1 =
            new Schema.Parser()
                    .parse(
                            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                                    + "{\"name\":\"note\",\"type\":[\"null\",\"string\"]},"
                                    + "{\"name\":\"id\",\"type\":\"int\"},"
                                    + "{\"name\":\"old\",\"type\":\"string\"}]}");

    private static final Schema V2 =
            new Schema.Parser()
                    .parse(
                            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                                    + "{\"name\":\"id\",\"type\":\"long\"},"
                                    + "{\"name\":\"remark\",\"type\":[\"null\",\"string\"],"
                                    + "\"aliases\":[\"note\"]},"
                                    + "{\"name\":\"place\",\"type\":{\"type\":\"record\","
                                    + "\"name\":\"Place\",\"fields\":["
                                    + "{\"name\":\"lat\",\"type\":\"double\"},"
                                    + "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},"
                                    + "{\"name\":\"lon\",\"type\":\"double\"}]},"
                                    + "\"default\":{\"lat\":1,\"tags\":[\"none\"],\"lon\":2}}]}");

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    private static byte[] v1(int id, String note) {
        GenericData.Record record = new GenericData.Record(V1);
        record.put("id", id);
        record.put("note", note);
        record.put("old", "x");
        return encoded(V1, record);
    }

    private static byte[] v2(long id, String remark, double lat, String... tags) {
        GenericData.Record place = new GenericData.Record(V2.getField("place").schema());
        place.put("lat", lat);
        place.put("tags", List.of(tags));
        place.put("lon", -lat);
        GenericData.Record record = new GenericData.Record(V2);
        record.put("id", id);
        record.put("remark", remark);
        record.put("place", place);
        return encoded(V2, record);
    }

    private static byte[] encoded(Schema schema, GenericData.Record record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] framed(int id, byte[] value) {
        return ByteBuffer.allocate(5 + value.length).put((byte) 0).putInt(id).put(value).array();
    }

    private static void send(TestTopic topic, byte[]... values) {
        topic.sendAll(
                Arrays.stream(values)
                        .map(v -> new ProducerRecord<byte[], byte[]>(topic.name(), 0, null, v))
                        .toList());
    }

    private Dataset<Row> stream(TestTopic topic, String... more) {
        Map<String, String> options = new HashMap<>();
        options.put("subscribe", topic.name());
        options.put("startingOffsets", "earliest");
        options.put("value.format", "avro");
        if (more.length == 0 || !more[0].equals("value.avro.schema")) {
            options.put("schema.registry.url", registry.url());
            options.put("schema.registry.retries", "0");
        }
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }

    /**
     * @faults D6
     */
    @Test
    void readsTwoSchemasInOneTopicAsTheLatestAcrossARestart() throws Exception {
        TestTopic topic = TestTopic.create("avro", 1);
        registry.register(1, topic.name() + "-value", SchemaType.AVRO, V1.toString());
        send(topic, framed(1, v1(1, "a")), framed(1, v1(2, null)));
        StreamCheck check = new StreamCheck();
        assertThat(check.run(stream(topic))).containsExactly("[a,1,x]", "[null,2,x]");

        registry.register(2, topic.name() + "-value", SchemaType.AVRO, V2.toString());
        send(topic, framed(2, v2(3_000_000_000L, "b", 5, "t")), framed(1, v1(4, "c")));
        Dataset<Row> latest = stream(topic, "schema.registry.subject.ttl", "0s");
        assertThat(latest.schema().toDDL())
                .isEqualTo(
                        "id BIGINT,remark STRING,place STRUCT<lat: DOUBLE, tags: ARRAY<STRING>, lon:"
                                + " DOUBLE>");
        assertThat(check.run(latest.selectExpr("id", "remark", "to_json(place)", "_offset")))
                .containsExactly(
                        "[3000000000,b,{\"lat\":5.0,\"tags\":[\"t\"],\"lon\":-5.0},2]",
                        "[4,c,{\"lat\":1.0,\"tags\":[\"none\"],\"lon\":2.0},3]");
        assertThat(new StreamCheck().run(latest.selectExpr("place.lon", "id").where("id > 1")))
                .containsExactly("[-5.0,3000000000]", "[2.0,2]", "[2.0,4]");
    }

    @Test
    void needsNoColumnsInSql() {
        TestTopic topic = TestTopic.create("avro_sql", 1);
        registry.register(7, topic.name() + "-value", SchemaType.AVRO, V2.toString());
        send(topic, framed(7, v2(1, "r", 2)));
        String table = topic.name().replace('-', '_');
        LocalStack.session()
                .sql(
                        "CREATE TABLE "
                                + table
                                + " USING millrace OPTIONS ('topic' '"
                                + topic.name()
                                + "', 'value.format' 'avro', 'schema.registry.url' '"
                                + registry.url()
                                + "')");
        try {
            assertThat(
                            LocalStack.session()
                                    .sql("SELECT place.lat, remark FROM " + table)
                                    .collectAsList())
                    .hasToString("[[2.0,r]]");
        } finally {
            LocalStack.session().sql("DROP TABLE " + table);
        }
    }

    @Test
    void readsRecordsOfOneSchemaThatIsGivenAsTextOrAsAFile() throws Exception {
        TestTopic topic = TestTopic.create("avro", 1);
        send(topic, v1(1, "a"), null, v1(2, null));
        Path file =
                Files.writeString(
                        LocalStack.newDirectory("schema").resolve("o.avsc"), V1.toString());

        for (String schema : List.of(V1.toString(), file.toString(), file.toUri().toString())) {
            assertThat(
                            new StreamCheck()
                                    .run(
                                            stream(topic, "value.avro.schema", schema)
                                                    .select("id", "note")))
                    .containsExactly("[1,a]", "[2,null]", "[null,null]");
        }
    }

    @Test
    void matchesDeclaredColumnsByNameWithWhatWasWritten() throws Exception {
        TestTopic topic = TestTopic.create("avro", 1);
        registry.register(1, "unrelated", SchemaType.AVRO, V1.toString());
        registry.register(2, "unrelated", SchemaType.AVRO, V2.toString());
        send(topic, framed(1, v1(1, "a")), framed(2, v2(2, "b", 3)));

        Dataset<Row> rows =
                stream(topic, "value.schema", "ID DOUBLE, place STRUCT<lon: DOUBLE>, old STRING");

        assertThat(new StreamCheck().run(rows))
                .containsExactly("[1.0,null,x]", "[2.0,[-3.0],null]");
    }

    @Test
    void refusesColumnsThatTheSchemaCannotGive() {
        TestTopic topic = TestTopic.create("avro", 1);
        assertThatThrownBy(
                        () ->
                                new StreamCheck()
                                        .run(
                                                stream(
                                                        topic,
                                                        "value.avro.schema",
                                                        V1.toString(),
                                                        "value.schema",
                                                        "id STRING")))
                .hasStackTraceContaining("[AVRO_TYPE_MISMATCH] Cannot read 'id' as STRING")
                .hasStackTraceContaining("has int there");
        assertThatThrownBy(
                        () ->
                                new StreamCheck()
                                        .run(
                                                stream(
                                                        topic,
                                                        "value.avro.schema",
                                                        V1.toString(),
                                                        "value.schema",
                                                        "idd INT")))
                .hasStackTraceContaining("[SCHEMA_MISMATCH]")
                .hasStackTraceContaining("is it id?");
        assertThatThrownBy(() -> stream(topic, "value.avro.schema", "/no/such/file"))
                .hasMessageContaining("[INVALID_OPTION]");
        assertThatThrownBy(() -> stream(topic, "value.avro.schema", "{\"type\":\"recor\"}"))
                .hasMessageContaining("[AVRO_SCHEMA_INVALID]");
        assertThatThrownBy(() -> stream(topic)).hasMessageContaining("[SUBJECT_NOT_FOUND]");
    }

    @Test
    void stopsAtAMalformedRecordOrGivesNulls() throws Exception {
        TestTopic topic = TestTopic.create("avro", 1);
        registry.register(1, topic.name() + "-value", SchemaType.AVRO, V1.toString());
        send(
                topic,
                framed(1, v1(1, "a")),
                framed(99, v1(2, "b")),
                "{}".getBytes(),
                framed(1, new byte[] {2, 10}));

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic)))
                .hasStackTraceContaining("[MALFORMED_RECORD]")
                .hasStackTraceContaining("offset 1 of partition " + topic.name() + "-0 as avro")
                .hasStackTraceContaining("the registry has no schema of its id 99");
        assertThat(
                        new StreamCheck()
                                .run(
                                        stream(topic, "value.malformed", "null")
                                                .select("id", "note", "_offset")))
                .containsExactly("[1,a,0]", "[null,null,1]", "[null,null,2]", "[null,null,3]");
    }

    /**
     * @faults D7
     */
    @Test
    void failsWhereTheRegistryIsAway() {
        TestTopic topic = TestTopic.create("avro", 1);
        registry.register(1, topic.name() + "-value", SchemaType.AVRO, V1.toString());
        send(topic, framed(2, v1(1, "a")));
        Dataset<Row> rows = stream(topic, "value.malformed", "null");
        registry.fail(20, FakeRegistry.status(503, ""));

        assertThatThrownBy(() -> new StreamCheck().run(rows))
                .hasStackTraceContaining("[REGISTRY_UNREACHABLE] Cannot get schema id 2");
    }

    @Test
    void isNotWrittenYet() {
        TestTopic topic = TestTopic.create("avro", 1);
        assertThatThrownBy(
                        () ->
                                LocalStack.session()
                                        .range(1)
                                        .toDF("id")
                                        .write()
                                        .format("millrace")
                                        .mode("append")
                                        .option("topic", topic.name())
                                        .option("value.format", "avro")
                                        .option("value.schema", "id BIGINT")
                                        .save())
                .hasStackTraceContaining("[SINK_FORMAT_UNSUPPORTED]");
    }
}
