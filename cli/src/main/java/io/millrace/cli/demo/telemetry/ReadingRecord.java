package io.millrace.cli.demo.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A reading as the JSON of a record. */
final class ReadingRecord {

    private static final JsonFactory JSON = new JsonFactory();

    private ReadingRecord() {}

    static byte[] json(Reading reading, String host, Instant time) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("ts", time.toString());
            json.writeStringField("host", host);
            json.writeStringField("metric", reading.metric());
            json.writeStringField("unit", reading.unit());
            json.writeNumberField("value", Math.round(reading.value() * 1_000) / 1_000.0);
            if (reading.process() != null) {
                json.writeNumberField("pid", reading.process().pid());
                json.writeStringField("command", reading.process().command());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
