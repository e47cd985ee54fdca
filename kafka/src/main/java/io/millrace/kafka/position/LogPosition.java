package io.millrace.kafka.position;

import io.millrace.common.PublicApi;
import java.time.Instant;

/** A place in the log of a partition, as people name it. */
@PublicApi
public sealed interface LogPosition {

    /** What {@link #parse} takes, to follow "expected". */
    String EXPECTED =
            "earliest, latest, an offset (42), a distance from the end (-10), a time in ISO 8601"
                    + " (2026-03-01T12:00:00Z; without a zone it is UTC) or epoch milliseconds"
                    + " (@1767225600000)";

    /** The first record that is still there. */
    record Earliest() implements LogPosition {}

    /** The end: the offset of the next record to come. */
    record Latest() implements LogPosition {}

    /** This very offset, the same in every partition. */
    record AtOffset(long offset) implements LogPosition {}

    /** So many offsets before the end. */
    record BeforeEnd(long count) implements LogPosition {}

    /** The first record with this timestamp or a later one; the end where there is none. */
    record AtTime(Instant time) implements LogPosition {}

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException if the text names none; its message says what was expected
     */
    static LogPosition parse(String text) {
        return PositionText.parse(text);
    }
}
