package io.millrace.format.csv;

import static io.millrace.format.plain.Plain.NOT_PLAIN;

import io.millrace.format.plain.Words;

/** Finds where fields end. */
final class FieldEnds {

    private static final long ONES = Words.repeat(1);
    private static final long SPACES = Words.repeat(' ');

    /** The first byte of U+FFFF, which Spark takes for the end of the line. */
    private static final byte LEAD = (byte) 0xEF;

    private static final long LEADS = Words.repeat(LEAD & 0xFF);
    private static final byte REST = (byte) 0xBF;

    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final long delimiters;
    private final long quotes;
    private final long escapes;

    FieldEnds(CsvFormat format) {
        delimiter = (byte) format.delimiter();
        quote = (byte) format.quote();
        escape = (byte) format.escape();
        delimiters = Words.repeat(delimiter);
        quotes = Words.repeat(quote);
        escapes = Words.repeat(escape);
    }

    /** The position of the next delimiter, or {@code end}. */
    int unquoted(byte[] data, int from, int end) {
        int at = from;
        while (true) {
            at = special(data, at, end, delimiters, delimiter);
            if (at == end || data[at] == delimiter) {
                return at;
            }
            if (!isHarmless(data, at, end)) {
                return NOT_PLAIN;
            }
            at++;
        }
    }

    /** The position of the quote that ends the field; after it comes a delimiter or the end. */
    int quoted(byte[] data, int from, int end) {
        int at = from;
        while (true) {
            at = special(data, at, end, escapes, escape);
            if (at == end || data[at] == escape && escape != quote) {
                return NOT_PLAIN;
            }
            if (data[at] == quote) {
                boolean ends = at + 1 == end || data[at + 1] == delimiter;
                return ends ? at : NOT_PLAIN;
            }
            // Of a delimiter that is white space, a tab, Spark's tokenizer makes more than a
            // character.
            boolean printable = data[at] > ' ' && data[at] == delimiter;
            if (!printable && !isHarmless(data, at, end)) {
                return NOT_PLAIN;
            }
            at++;
        }
    }

    /** Whether what {@link #special} stopped at is a character like any other. */
    private static boolean isHarmless(byte[] data, int at, int end) {
        return data[at] == LEAD && !(at + 2 < end && data[at + 1] == REST && data[at + 2] == REST);
    }

    /**
     * The first quote, control character, first byte of the last characters of the basic plane, or
     * byte of this kind; or {@code end}.
     */
    private int special(byte[] data, int from, int end, long others, byte other) {
        int at = from;
        for (; at <= end - Words.BYTES; at += Words.BYTES) {
            long word = Words.at(data, at);
            long flags =
                    (has(word ^ others)
                                    | has(word ^ quotes)
                                    | has(word ^ LEADS)
                                    | (word - SPACES & ~word))
                            & Words.FLAGS;
            if (flags != 0) {
                return at + Words.bytesBefore(flags);
            }
        }
        while (at < end
                && data[at] != other
                && data[at] != quote
                && data[at] != LEAD
                && (data[at] >= ' ' || data[at] < 0)) {
            at++;
        }
        return at;
    }

    /** Flags zeros; the lowest flag is right, and it is the only one that is. */
    private static long has(long word) {
        return word - ONES & ~word;
    }
}
