package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

import io.millrace.format.plain.Words;

/** Finds the ends of strings. */
final class QuotedText {

    private static final long QUOTES = Words.repeat('"');
    private static final long BACKSLASHES = Words.repeat('\\');
    private static final long SPACES = Words.repeat(' ');
    private static final long ONES = Words.repeat(1);

    private QuotedText() {}

    /**
     * The first position that is no plain ASCII character of a string: a quote, a backslash, a
     * control character, a byte of a longer character, or {@code end}.
     */
    static int plainEnd(byte[] data, int from, int end) {
        int at = from;
        for (; at <= end - Words.BYTES; at += Words.BYTES) {
            long word = Words.at(data, at);
            long flags = (special(word) | word) & Words.FLAGS;
            if (flags != 0) {
                return at + Words.bytesBefore(flags);
            }
        }
        while (at < end && data[at] >= ' ' && data[at] != '"' && data[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * Skips a string whose value nobody wants.
     *
     * <p>Bytes outside of ASCII are not looked at. A decoder of UTF-8 puts a replacement character
     * in the place of a malformed sequence and never lets one swallow an ASCII byte, so they cannot
     * change where the string ends.
     *
     * @param from the position after the opening quote
     * @return the position after the closing quote
     */
    static int skip(byte[] data, int from, int end) {
        int at = from;
        while (true) {
            at = specialAt(data, at, end);
            if (at >= end) {
                return NOT_PLAIN;
            }
            if (data[at] == '"') {
                return at + 1;
            }
            if (data[at] != '\\') {
                return NOT_PLAIN;
            }
            at = skipEscape(data, at, end);
            if (at < 0) {
                return NOT_PLAIN;
            }
        }
    }

    /** The first quote, backslash or control character, or {@code end}. */
    private static int specialAt(byte[] data, int from, int end) {
        int at = from;
        for (; at <= end - Words.BYTES; at += Words.BYTES) {
            long word = Words.at(data, at);
            long flags = special(word) & ~word & Words.FLAGS;
            if (flags != 0) {
                return at + Words.bytesBefore(flags);
            }
        }
        while (at < end
                && (data[at] < 0 || data[at] >= ' ' && data[at] != '"' && data[at] != '\\')) {
            at++;
        }
        return at;
    }

    /**
     * Flags quotes, backslashes and control characters. The subtractions borrow from the next byte
     * only at a byte that is flagged itself, so the lowest flag is right, and it is the only one
     * that is. Bytes outside of ASCII get a flag or not.
     */
    private static long special(long word) {
        return ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES);
    }

    private static int skipEscape(byte[] data, int backslash, int end) {
        int at = backslash + 1;
        if (at >= end) {
            return NOT_PLAIN;
        }
        if (data[at] == 'u') {
            return hex(data, at + 1, end) < 0 ? NOT_PLAIN : at + 5;
        }
        return unescaped(data[at]) < 0 ? NOT_PLAIN : at + 1;
    }

    /** What a backslash and this character mean, or a negative number. */
    static int unescaped(byte character) {
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** The UTF-16 unit that four hexadecimal digits name, or a negative number. */
    static int hex(byte[] data, int at, int end) {
        if (at + 4 > end) {
            return -1;
        }
        int unit = 0;
        int invalid = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(data[i], 16);
            invalid |= digit;
            unit = unit << 4 | digit;
        }
        return invalid < 0 ? -1 : unit;
    }
}
