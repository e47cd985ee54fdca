package io.millrace.benchmark.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an engine promises of its results if it is killed half way. */
public enum Guarantee {
    /** Nothing: results are looked at, not written anywhere. */
    NONE,
    /** All results are there; some may be there twice. */
    AT_LEAST_ONCE,
    /** All results are there once. */
    EXACTLY_ONCE;

    /** As it stands in options, tables and files. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return text();
    }
}
