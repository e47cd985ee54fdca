package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

import io.millrace.format.plain.Utf8;

/**
 * The text of the string that was read last, as UTF-8: a slice of the record where the string has
 * no escapes, else a copy with the escapes resolved.
 */
final class DecodedText {

    private final Scratch scratch;

    private byte[] bytes;
    private int offset;
    private int length;

    DecodedText(Scratch scratch) {
        this.scratch = scratch;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /**
     * Reads a string.
     *
     * @param from the position after the opening quote
     * @return the position after the closing quote, or {@code NOT_PLAIN}
     */
    int read(byte[] data, int from, int end) {
        return read(data, from, QuotedText.plainEnd(data, from, end), end);
    }

    /**
     * Reads a string of which the beginning is known.
     *
     * @param from the position after the opening quote
     * @param special the first position that is no plain ASCII character
     * @return the position after the closing quote, or {@code NOT_PLAIN}
     */
    int read(byte[] data, int from, int special, int end) {
        int at = special;
        while (at < end) {
            byte b = data[at];
            if (b == '"') {
                set(data, from, at - from);
                return at + 1;
            }
            if (b == '\\') {
                return readEscaped(data, from, at, end);
            }
            at = skipUnescaped(data, at, end);
            if (at < 0) {
                return NOT_PLAIN;
            }
        }
        return NOT_PLAIN;
    }

    private void set(byte[] source, int from, int count) {
        bytes = source;
        offset = from;
        length = count;
    }

    private int skipUnescaped(byte[] data, int at, int end) {
        if (data[at] < 0) {
            return Utf8.skip(data, at, end);
        }
        return data[at] < ' ' ? NOT_PLAIN : QuotedText.plainEnd(data, at, end);
    }

    private int readEscaped(byte[] data, int from, int backslash, int end) {
        // No escape is shorter than what it stands for.
        byte[] target = scratch.room(end - from);
        int size = backslash - from;
        System.arraycopy(data, from, target, 0, size);
        int at = backslash;
        while (at < end) {
            byte b = data[at];
            if (b == '"') {
                set(target, 0, size);
                return at + 1;
            }
            if (b == '\\') {
                int character = escapedCharacter(data, at + 1, end);
                if (character < 0) {
                    return NOT_PLAIN;
                }
                size = Utf8.put(target, size, character);
                at += escapeLength(data, at + 1, character);
            } else {
                int next = skipUnescaped(data, at, end);
                if (next < 0) {
                    return NOT_PLAIN;
                }
                System.arraycopy(data, at, target, size, next - at);
                size += next - at;
                at = next;
            }
        }
        return NOT_PLAIN;
    }

    /** The character that an escape stands for; half a surrogate pair is none. */
    private static int escapedCharacter(byte[] data, int at, int end) {
        if (at >= end) {
            return -1;
        }
        if (data[at] != 'u') {
            return QuotedText.unescaped(data[at]);
        }
        int unit = QuotedText.hex(data, at + 1, end);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return unit;
        }
        int second = at + 5;
        if (unit > Character.MAX_HIGH_SURROGATE
                || second + 6 > end
                || data[second] != '\\'
                || data[second + 1] != 'u') {
            return -1;
        }
        int low = QuotedText.hex(data, second + 2, end);
        return low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE
                ? Character.toCodePoint((char) unit, (char) low)
                : -1;
    }

    private static int escapeLength(byte[] data, int at, int character) {
        if (data[at] != 'u') {
            return 2;
        }
        return character < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 6 : 12;
    }
}
