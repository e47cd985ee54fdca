package io.millrace.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads from the JSON of a sensor's reading what W3 needs. Used by any number of threads. */
public final class ReadingReader {

    private static final JsonFactory JSON = new JsonFactory();

    private ReadingReader() {}

    public static Reading read(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            long sensor = 0;
            for (parser.nextToken(); parser.nextToken() == JsonToken.FIELD_NAME; ) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "id" -> sensor = parser.getLongValue();
                    case "temp" -> {
                        return new Reading(sensor, parser.getDoubleValue());
                    }
                    default -> parser.skipChildren();
                }
            }
            throw new IllegalArgumentException("no temp in a reading");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
