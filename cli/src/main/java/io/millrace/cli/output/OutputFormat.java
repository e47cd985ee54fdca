package io.millrace.cli.output;

import java.util.Locale;

/** How results are written. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** One JSON document. */
    JSON,
    /** One JSON object per line. */
    JSONL;

    /**
     * @throws IllegalArgumentException with what was expected
     */
    public static OutputFormat parse(String text) {
        for (OutputFormat format : values()) {
            if (format.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new IllegalArgumentException("table, json or jsonl");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
