package io.millrace.spark.deadletter;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Values of one format that can be decoded, and some that cannot. */
record LetterFormat(
        String name,
        Map<String, String> options,
        IntFunction<byte[]> goodValue,
        IntFunction<byte[]> badValue) {

    /** A format joins by an entry. */
    static List<LetterFormat> all() {
        return List.of(
                new LetterFormat(
                        "json",
                        Map.of("value.schema", "id INT, at TIMESTAMP"),
                        id -> text("{\"id\": " + id + ", \"at\": \"2026-11-25T10:00:00Z\"}"),
                        id ->
                                switch (id % 3) {
                                    case 0 -> text("{\"id\": \"" + id + "x\"}");
                                    case 1 -> text("{\"id\": " + id);
                                    default -> new byte[] {(byte) 0xff, 0, '{'};
                                }),
                new LetterFormat(
                        "csv",
                        Map.of("value.schema", "id INT, name STRING"),
                        id -> text(id + ",name"),
                        id -> text(id % 2 == 0 ? "x" + id + ",n" : "\"" + id + "x\",n")),
                new LetterFormat(
                        "avro",
                        Map.of(
                                "value.avro.schema",
                                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\","
                                        + "\"type\":\"int\"}]}"),
                        LetterFormat::varint,
                        id -> new byte[] {(byte) 0xff, (byte) 0xff}),
                new LetterFormat(
                        "protobuf",
                        Map.of(
                                "value.protobuf.descriptor.file",
                                descriptor().toString(),
                                "value.protobuf.message",
                                "shop.orders.Order",
                                "value.protobuf.recursive.fields.max.depth",
                                "1"),
                        id -> new byte[] {8, (byte) (id % 128 | 0x80), (byte) (id / 128)},
                        id -> new byte[] {8, (byte) 0xff}));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As Avro writes an int. */
    private static byte[] varint(int id) {
        int zigzag = id << 1;
        return new byte[] {(byte) (zigzag % 128 | 0x80), (byte) (zigzag / 128)};
    }

    private static Path descriptor() {
        Path file = LocalStack.newDirectory("descriptor").resolve("order.desc");
        try (InputStream in = LetterFormat.class.getResourceAsStream("/protobuf/order.desc")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    byte[] good(int id) {
        return goodValue.apply(id);
    }

    byte[] bad(int id) {
        return badValue.apply(id);
    }

    Dataset<Row> stream(TestTopic topic) {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(options(topic, name));
        return LocalStack.session().readStream().format("millrace").options(all).load();
    }

    /** Of a table that sends dead letters to the topic that is theirs by name. */
    static Map<String, String> options(TestTopic topic, String format) {
        return Map.of(
                "subscribe",
                topic.name(),
                "startingOffsets",
                "earliest",
                "value.format",
                format,
                "value.malformed",
                "deadletter");
    }

    @Override
    public String toString() {
        return name;
    }
}
