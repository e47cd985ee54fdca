package io.millrace.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes as JSON what W1 passes on. Used by any number of threads. */
public final class ExtractJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SIZE = 160;

    private ExtractJson() {}

    public static byte[] write(AdExtract view) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("user_id", view.user());
            json.writeStringField("ad_id", view.ad());
            json.writeNumberField("event_time", view.time());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
