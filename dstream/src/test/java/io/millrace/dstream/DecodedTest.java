package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.sun.net.httpserver.HttpServer;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;

/** Values of a direct stream as typed columns. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class DecodedTest {

    private static final StructType VIEW = StructType.fromDDL("page STRING, seconds INT");

    private final TestTopic topic = TestTopic.create("decoded", 2);
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();

    @Test
    void decodesJsonIntoTheColumnsThatAreSelected() {
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context ->
                                MillraceStreams.rows(
                                                stream(context),
                                                VIEW,
                                                Map.of("value.format", "json"),
                                                "_partition",
                                                "page",
                                                "seconds")
                                        .foreachRDD(
                                                rdd ->
                                                        batches.add(
                                                                rdd.map(Object::toString)
                                                                        .collect())))) {
            topic.sendTo(0, "{\"page\":\"a\",\"seconds\":1}", "{\"page\":\"b\"}");
            topic.sendTo(1, "{\"page\":\"c\",\"seconds\":3}");
            streaming.batch();
            streaming.batch();
            topic.sendTo(1, "{\"page\":\"d\",\"seconds\":4}");
            streaming.batch();
        }
        assertThat(batches)
                .containsExactly(
                        List.of("[0,a,1]", "[0,b,null]", "[1,c,3]"), List.of(), List.of("[1,d,4]"));
    }

    @Test
    void decodesAvroIntoBeans() throws Exception {
        var schema =
                SchemaBuilder.record("View")
                        .fields()
                        .requiredString("page")
                        .requiredInt("seconds")
                        .endRecord();
        GenericRecord view = new GenericData.Record(schema);
        view.put("page", "a");
        view.put("seconds", 7);
        var bytes = new java.io.ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(view, encoder);
        encoder.flush();
        topic.sendAll(List.of(new ProducerRecord<>(topic.name(), 0, null, bytes.toByteArray())));

        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context ->
                                MillraceStreams.beans(
                                                stream(context),
                                                View.class,
                                                Map.of(
                                                        "value.format",
                                                        "avro",
                                                        "value.avro.schema",
                                                        schema.toString()))
                                        .foreachRDD(
                                                rdd ->
                                                        batches.add(
                                                                rdd.map(View::text).collect())))) {
            streaming.batch();
        }
        assertThat(batches).containsExactly(List.of("a for 7 s"));
    }

    @Test
    void decodesProtobufIntoColumns() throws Exception {
        var view =
                DescriptorProto.newBuilder()
                        .setName("View")
                        .addField(field("page", 1, Type.TYPE_STRING))
                        .addField(field("seconds", 2, Type.TYPE_INT32));
        Path descriptors = LocalStack.newDirectory("descriptors").resolve("view.desc");
        Files.write(
                descriptors,
                FileDescriptorSet.newBuilder()
                        .addFile(
                                FileDescriptorProto.newBuilder()
                                        .setName("view.proto")
                                        .setPackage("web")
                                        .setSyntax("proto3")
                                        .addMessageType(view))
                        .build()
                        .toByteArray());
        // Page "a" for 7 seconds; page "b".
        sendHexadecimal("0a01611007", "0a0162");
        Map<String, String> options =
                Map.of(
                        "value.format",
                        "protobuf",
                        "value.protobuf.descriptor.file",
                        descriptors.toString(),
                        "value.protobuf.message",
                        "web.View");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context ->
                                MillraceStreams.rows(
                                                stream(context),
                                                null,
                                                options,
                                                "seconds",
                                                "page",
                                                "_offset")
                                        .foreachRDD(
                                                rdd ->
                                                        batches.add(
                                                                rdd.map(Object::toString)
                                                                        .collect())))) {
            streaming.batch();
            // An unknown field before the others.
            sendHexadecimal("1805" + "0a0163" + "1009");
            streaming.batch();
        }
        assertThat(batches).containsExactly(List.of("[7,a,0]", "[null,b,1]"), List.of("[9,c,2]"));
    }

    private static FieldDescriptorProto field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private void sendHexadecimal(String... values) {
        topic.sendAll(
                Arrays.stream(values)
                        .map(HexFormat.of()::parseHex)
                        .map(
                                value ->
                                        new ProducerRecord<byte[], byte[]>(
                                                topic.name(), 0, null, value))
                        .toList());
    }

    /** What comes out of a context that a checkpoint holds cannot be held by a test. */
    private static final SortedMap<Long, List<String>> RESTARTED = new ConcurrentSkipListMap<>();

    @Test
    void decodesAgainWhatACheckpointHolds() {
        Path checkpoint = LocalStack.newDirectory("checkpoint");
        String name = topic.name();
        topic.sendTo(0, "{\"page\":\"a\",\"seconds\":1}");
        try (ManualStreaming streaming = restartable(checkpoint, name)) {
            streaming.batch();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-1000.bk")));
        }
        RESTARTED.clear();
        topic.sendTo(0, "{\"page\":\"b\",\"seconds\":2}");
        try (ManualStreaming streaming = restartable(checkpoint, name)) {
            streaming.awaitBatches(1);
            streaming.batch();
        }
        assertThat(RESTARTED).isEqualTo(Map.of(1_000L, List.of("[a,1]"), 2_000L, List.of("[b,2]")));
    }

    private static ManualStreaming restartable(Path checkpoint, String topic) {
        return ManualStreaming.getOrCreate(
                checkpoint,
                context ->
                        MillraceStreams.rows(
                                        stream(context, topic),
                                        VIEW,
                                        Map.of("value.format", "json"))
                                .foreachRDD(
                                        (rdd, time) ->
                                                RESTARTED.put(
                                                        time.milliseconds(),
                                                        rdd.map(Object::toString).collect())));
    }

    @Test
    void repeatsABatchThatCouldNotBePlanned() throws Exception {
        Path checkpoint = LocalStack.newDirectory("checkpoint");
        String name = topic.name();
        RESTARTED.clear();
        AtomicBoolean ready = new AtomicBoolean();
        HttpServer registry = registry(ready);
        String url = "http://127.0.0.1:" + registry.getAddress().getPort();
        topic.sendTo(0, "a", "b");
        try (ManualStreaming streaming = registered(checkpoint, name, url)) {
            assertThatThrownBy(
                            () -> {
                                streaming.advance();
                                streaming.context().awaitTerminationOrTimeout(20_000);
                            })
                    .hasStackTraceContaining("503");
            ready.set(true);
            topic.sendTo(0, "c");
            streaming.advance();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-2000.bk")));
        }
        try (ManualStreaming streaming = registered(checkpoint, name, url)) {
            streaming.awaitBatches(2);
        } finally {
            registry.stop(0);
        }
        assertThat(RESTARTED)
                .isEqualTo(Map.of(1_000L, List.of("[0]", "[1]"), 2_000L, List.of("[2]")));
    }

    /** Has one schema for every subject, once it is ready. */
    private static HttpServer registry(AtomicBoolean ready) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] schema =
                """
                {"subject":"views","version":1,"id":1,"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"V\\",\
                \\"fields\\":[{\\"name\\":\\"page\\",\\"type\\":\\"string\\"}]}"}
                """
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(ready.get() ? 200 : 503, schema.length);
                    exchange.getResponseBody().write(schema);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /** Only offsets are asked for, so that no value is decoded. */
    private static ManualStreaming registered(Path checkpoint, String topic, String url) {
        return ManualStreaming.getOrCreate(
                checkpoint,
                context ->
                        MillraceStreams.rows(
                                        stream(context, topic),
                                        null,
                                        Map.of(
                                                "value.format",
                                                "avro",
                                                "schema.registry.url",
                                                url,
                                                "schema.registry.retries",
                                                "0",
                                                "schema.registry.subject",
                                                "views"),
                                        "_offset")
                                .foreachRDD(
                                        (rdd, time) ->
                                                RESTARTED.put(
                                                        time.milliseconds(),
                                                        rdd.map(Object::toString).collect())));
    }

    @Test
    void namesARecordThatCannotBeDecoded() {
        topic.sendTo(0, "{\"page\":\"a\"}", "no json");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        context ->
                                MillraceStreams.rows(
                                                stream(context),
                                                VIEW,
                                                Map.of("value.format", "json"))
                                        .foreachRDD(rdd -> rdd.collect()))) {
            assertThatThrownBy(
                            () -> {
                                // Spark says that it has ended before it says that it has failed.
                                streaming.batch();
                                streaming.context().awaitTerminationOrTimeout(20_000);
                            })
                    .hasStackTraceContaining("[MALFORMED_RECORD]")
                    .hasStackTraceContaining("offset 1 of partition " + topic.name() + "-0");
        }
    }

    private JavaInputDStream<ConsumerRecord<String, String>> stream(JavaStreamingContext context) {
        return stream(context, topic.name());
    }

    private static JavaInputDStream<ConsumerRecord<String, String>> stream(
            JavaStreamingContext context, String topic) {
        return KafkaUtils.createDirectStream(
                context,
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.<String, String>Subscribe(
                        List.of(topic), Params.text(LocalStack.newName("group"))));
    }

    /** A bean. */
    public static final class View implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        private String page;
        private int seconds;

        public String getPage() {
            return page;
        }

        public void setPage(String page) {
            this.page = page;
        }

        public int getSeconds() {
            return seconds;
        }

        public void setSeconds(int seconds) {
            this.seconds = seconds;
        }

        String text() {
            return page + " for " + seconds + " s";
        }
    }
}
