package io.millrace.benchmark.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The schemas of ad events that are not JSON: those of W7. */
public final class AdEventSchema {

    /** The id of the Avro schema in a registry, which stands before each value. */
    public static final int AVRO_ID = 1;

    /** How many bytes stand before the Avro data of a value: Confluent's wire format. */
    public static final int AVRO_FRAME_BYTES = 5;

    /** The full name of the Protobuf message. */
    public static final String PROTOBUF_MESSAGE = "io.millrace.benchmark.AdEvent";

    private AdEventSchema() {}

    /** The Avro schema, as JSON. */
    public static String avro() {
        return new String(read("ad-event.avsc"), StandardCharsets.UTF_8);
    }

    /** The Protobuf message, as what {@code protoc --descriptor_set_out} makes of its file. */
    public static byte[] protobufDescriptorSet() {
        return read("ad-event.desc");
    }

    private static byte[] read(String resource) {
        try (InputStream file = AdEventSchema.class.getResourceAsStream(resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
