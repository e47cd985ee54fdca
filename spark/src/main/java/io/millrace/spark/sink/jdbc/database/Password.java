package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;

/** A password that shows itself to nobody but the driver of the database. */
public final class Password implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String text;

    public Password(String text) {
        this.text = text;
    }

    String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && that.text.equals(text);
    }

    /** Tells nothing of the text, not even by being the same for the same. */
    @Override
    public int hashCode() {
        return Password.class.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
