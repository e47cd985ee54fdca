package io.millrace.integration.reliability.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which records of a run cannot be decoded, and what stands in their place: some are no JSON, some
 * have a text where a number should be. What such a value says of itself can still be read.
 * Immutable.
 *
 * @param oneIn how many records there are for each that is malformed
 */
public record MalformedInputs(InputRecords inputs, int oneIn) {

    private static final Pattern ID = Pattern.compile("\"producer\":(\\d+),\"sequence\":(\\d+),");

    /** Whether a record is one of them. */
    public boolean contains(InputId id) {
        return inputs.hash(id) % oneIn == 0;
    }

    /** What is sent as the record's value. */
    public String value(InputId id) {
        String json = inputs.json(id);
        if (!contains(id)) {
            return json;
        }
        return inputs.hash(id) / oneIn % 2 == 0
                ? "{" + json
                : json.replace(",\"amount\":", ",\"amount\":\"none\",\"was\":");
    }

    /**
     * The id that a value names; one that was never sent if it names none, or is not byte for byte
     * what was sent.
     */
    public InputId idOf(String value) {
        Matcher matcher = ID.matcher(value);
        if (matcher.find()) {
            InputId id =
                    new InputId(
                            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (value(id).equals(value)) {
                return id;
            }
        }
        return InputId.UNKNOWN;
    }
}
