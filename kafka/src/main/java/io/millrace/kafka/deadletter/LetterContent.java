package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.util.Arrays;
import java.util.Optional;

/** What key, value and headers of a dead letter are. */
@PublicApi
public enum LetterContent {
    /** Those of the record, as they were read. */
    RECORD("record"),
    /** The value is a row as JSON: there is no record that it was read from, or none is known. */
    ROW("row");

    private final String text;

    LetterContent(String text) {
        this.text = text;
    }

    static Optional<LetterContent> of(String text) {
        return Arrays.stream(values()).filter(content -> content.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
