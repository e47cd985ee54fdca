package io.millrace.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the JSON of an event that may be sent again. Used by any number of threads. */
public final class EventReader {

    private static final JsonFactory JSON = new JsonFactory();

    private EventReader() {}

    public static Event read(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            String id = null;
            long time = 0;
            long amount = 0;
            for (parser.nextToken(); parser.nextToken() == JsonToken.FIELD_NAME; ) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "event_id" -> id = parser.getText();
                    case "event_time" -> time = parser.getLongValue();
                    case "amount" -> amount = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
            return new Event(id, time, amount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
