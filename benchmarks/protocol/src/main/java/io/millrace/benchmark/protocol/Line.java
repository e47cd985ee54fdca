package io.millrace.benchmark.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One line between the harness and a process that it has started: a mark, a verb, and a body as
 * JSON. The mark tells it from whatever else a program prints.
 *
 * @param verb what is said
 * @param body the JSON text, {@code null} for none
 */
public record Line(Verb verb, String body) {

    private static final String MARK = "@benchmark ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A line without a body. */
    public static Line of(Verb verb) {
        return new Line(verb, "null");
    }

    /** A line with a body: a record of this package. */
    public static Line of(Verb verb, Object body) {
        try {
            return new Line(verb, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write " + body + " as JSON", e);
        }
    }

    /** Reads a line; empty if it is none of the protocol. */
    public static Optional<Line> parse(String text) {
        if (!text.startsWith(MARK)) {
            return Optional.empty();
        }
        String rest = text.substring(MARK.length());
        int blank = rest.indexOf(' ');
        try {
            Verb verb = Verb.valueOf(rest.substring(0, Math.max(0, blank)));
            return Optional.of(new Line(verb, rest.substring(blank + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The body as a record.
     *
     * @throws IllegalArgumentException if it is not of this type
     */
    public <T> T body(Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read '" + body + "' as " + type, e);
        }
    }

    /** The line as it is sent, without its end. */
    @Override
    public String toString() {
        return MARK + verb + " " + body;
    }
}
