package io.millrace.benchmark.input;

import java.util.Locale;

/** How the batches of a topic are compressed. */
public enum Compression {
    NONE,
    LZ4;

    /** As Kafka and the options spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
