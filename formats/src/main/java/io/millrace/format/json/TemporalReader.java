package io.millrace.format.json;

import io.millrace.common.PublicApi;

/**
 * Reads the dates or timestamps of a format that the user has given. It is asked for every string
 * of such a column.
 */
@PublicApi
@FunctionalInterface
public interface TemporalReader {

    /** Says that the text is none of this format; the record is then decoded by the fallback. */
    long UNREADABLE = Long.MIN_VALUE;

    /**
     * Reads one value.
     *
     * @param text holds the text, which is never empty, as UTF-8 without escapes; it must neither
     *     be changed nor kept
     * @return for a date the days since 1970-01-01; for a timestamp the microseconds since
     *     1970-01-01T00:00:00Z; for a timestamp without zone the microseconds since
     *     1970-01-01T00:00:00 of a clock on the wall; or {@link #UNREADABLE}
     */
    long read(byte[] text, int offset, int length);
}
