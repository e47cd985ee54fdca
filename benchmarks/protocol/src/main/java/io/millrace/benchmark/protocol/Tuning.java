package io.millrace.benchmark.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much an engine has been told about the machine and the work. */
public enum Tuning {
    /** What its documentation gives a beginner. */
    DEFAULT,
    /** What its documentation recommends for throughput. */
    TUNED;

    /** As it stands in options, tables and files. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
