package io.millrace.benchmark.peer;

import io.millrace.benchmark.protocol.AnswerRow;

/**
 * Somebody who opens an auction in the window in which they have joined.
 *
 * @param window its start, in milliseconds since 1970 UTC
 */
public record NewSeller(long window, long person, String name, long auction) {

    private static final long WINDOW_MILLIS = 10_000;

    /** The start of the window of a time. */
    public static long windowOf(long time) {
        return Math.floorDiv(time, WINDOW_MILLIS) * WINDOW_MILLIS;
    }

    /** All columns of the row but the auction. */
    @Override
    public String toString() {
        return AnswerRow.of(window, person, name);
    }
}
