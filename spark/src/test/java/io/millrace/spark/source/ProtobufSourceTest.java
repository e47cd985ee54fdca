package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.format.registry.FakeRegistry;
import io.millrace.format.registry.SchemaType;
import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protobuf values with a file of descriptors, and with the schemas of a registry. */
class ProtobufSourceTest {

    private final FakeRegistry registry = new FakeRegistry();

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        registry.close();
    }

    private static void send(TestTopic topic, String... hexadecimal) {
        topic.sendAll(
                Arrays.stream(hexadecimal)
                        .map(h -> HexFormat.of().parseHex(h.replace(" ", "")))
                        .map(v -> new ProducerRecord<byte[], byte[]>(topic.name(), 0, null, v))
                        .toList());
    }

    private static Dataset<Row> stream(TestTopic topic, String schema, String... more) {
        Map<String, String> options = new HashMap<>();
        options.put("subscribe", topic.name());
        options.put("startingOffsets", "earliest");
        options.put("value.format", "protobuf");
        if (!schema.isEmpty()) {
            options.put("value.schema", schema);
        }
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }

    /** The descriptors that protoc has made of order.proto. */
    private String[] orders() throws IOException {
        Path file = directory.resolve("order.desc");
        try (InputStream in = getClass().getResourceAsStream("/protobuf/order.desc")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return new String[] {
            "value.protobuf.descriptor.file",
            file.toString(),
            "value.protobuf.message",
            "shop.orders.Order",
            "value.protobuf.recursive.fields.max.depth",
            "1"
        };
    }

    @Test
    void readsMessagesOfADescriptorFile() throws Exception {
        TestTopic topic = TestTopic.create("protobuf", 1);
        send(
                topic,
                // id 5, note "x", a line with sku "a" and kind GIFT, tax k of 3 cents, a time
                "0805 120178 1a05 0a0161 1001 2207 0a016b 1202 1006 4a05 08e8071064 52020807",
                "");
        Dataset<Row> orders = stream(topic, "", orders());

        assertThat(orders.columns())
                .containsExactly(
                        "id",
                        "note",
                        "lines",
                        "taxes",
                        "kinds",
                        "card",
                        "cash",
                        "priority",
                        "at",
                        "count",
                        "marks");
        assertThat(
                        new StreamCheck()
                                .run(
                                        orders.selectExpr(
                                                "id",
                                                "note",
                                                "get(lines, 0).kind",
                                                "taxes['k'].cents",
                                                "unix_millis(at)",
                                                "count.value",
                                                "size(marks)")))
                .containsExactly("[5,x,GIFT,3,1000000,7,0]", "[null,null,null,null,null,null,0]");
    }

    @Test
    void checksDeclaredColumns() throws Exception {
        TestTopic topic = TestTopic.create("protobuf", 1);
        send(topic, "0805");
        String[] orders = orders();

        assertThat(new StreamCheck().run(stream(topic, "id BIGINT, priority INT", orders)))
                .containsExactly("[5,null]");
        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, "id STRING", orders)))
                .hasStackTraceContaining("PROTOBUF_TYPE_MISMATCH")
                .hasStackTraceContaining("'id' as STRING")
                .hasStackTraceContaining("int64 id = 1");
        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, "ident INT", orders)))
                .hasStackTraceContaining("PROTOBUF_FIELD_UNKNOWN")
                .hasStackTraceContaining("'ident'");
    }

    @Test
    void namesMalformedRecords() throws Exception {
        TestTopic topic = TestTopic.create("protobuf", 1);
        send(topic, "0805", "0a05");
        String[] orders = orders();

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, "id BIGINT", orders)))
                .hasStackTraceContaining("MALFORMED_RECORD")
                .hasStackTraceContaining("offset 1 of partition " + topic.name() + "-0 as protobuf")
                .hasStackTraceContaining("field id has another type");
        String[] lenient = Arrays.copyOf(orders, orders.length + 2);
        lenient[orders.length] = "value.malformed";
        lenient[orders.length + 1] = "null";
        assertThat(new StreamCheck().run(stream(topic, "id BIGINT", lenient)))
                .containsExactly("[5]", "[null]");
    }

    @Test
    void followsSchemasThroughARegistryAndARestart() throws Exception {
        TestTopic topic = TestTopic.create("protobuf", 1);
        String subject = topic.name() + "-value";
        registry.register(
                1,
                subject,
                SchemaType.PROTOBUF,
                "syntax = \"proto3\"; message Old { string s = 1; message Order { int32 id = 1; } }");
        registry.register(
                2,
                subject,
                SchemaType.PROTOBUF,
                "syntax = \"proto3\"; message Order { int64 id = 1; string note = 4; }");
        // The nested Order of schema 1, then the first message of schema 2.
        send(topic, "00 00000001 040000 0805", "00 00000002 00 0806 220178");
        Dataset<Row> orders =
                stream(
                        topic,
                        "",
                        "schema.registry.url",
                        registry.url(),
                        "schema.registry.retries",
                        "0");
        StreamCheck check = new StreamCheck();

        assertThat(orders.schema().toDDL()).isEqualTo("id BIGINT,note STRING");
        assertThat(check.run(orders)).containsExactly("[5,null]", "[6,x]");

        send(topic, "00 00000002 00 0807 220179", "00 00000001 040000 0808");
        assertThat(check.run(orders)).containsExactly("[7,y]", "[8,null]");
    }

    @Test
    void saysWhatIsMissing() {
        TestTopic topic = TestTopic.create("protobuf", 1);

        assertThatThrownBy(() -> stream(topic, ""))
                .hasStackTraceContaining("MISSING_OPTION")
                .hasStackTraceContaining("value.protobuf.descriptor.file");
        assertThatThrownBy(
                        () -> stream(topic, "", "value.protobuf.descriptor.file", "/no/such/file"))
                .hasStackTraceContaining("value.protobuf.message");
        assertThatThrownBy(
                        () ->
                                stream(
                                        topic,
                                        "",
                                        "value.protobuf.descriptor.file",
                                        "/no/such/file",
                                        "value.protobuf.message",
                                        "M"))
                .hasStackTraceContaining("INVALID_OPTION")
                .hasStackTraceContaining("/no/such/file");
    }
}
