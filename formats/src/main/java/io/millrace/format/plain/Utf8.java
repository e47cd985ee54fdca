package io.millrace.format.plain;

import static io.millrace.format.plain.Plain.NOT_PLAIN;

/** The characters of UTF-8 that take more than one byte (RFC 3629, section 4). */
public final class Utf8 {

    private Utf8() {}

    /** Whether these bytes are UTF-8. */
    public static boolean isValid(byte[] data, int from, int end) {
        int at = asciiEnd(data, from, end);
        while (at < end) {
            at = skip(data, at, end);
            if (at < 0) {
                return false;
            }
            at = asciiEnd(data, at, end);
        }
        return true;
    }

    private static int asciiEnd(byte[] data, int from, int end) {
        int at = from;
        while (at <= end - Words.BYTES && (Words.at(data, at) & Words.FLAGS) == 0) {
            at += Words.BYTES;
        }
        while (at < end && data[at] >= 0) {
            at++;
        }
        return at;
    }

    /**
     * The position after the characters outside of ASCII that begin here, or {@code NOT_PLAIN}
     * where one of them is not well-formed.
     */
    public static int skip(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] < 0) {
            int length = length(data, at, end);
            if (length == 0) {
                return NOT_PLAIN;
            }
            at += length;
        }
        return at;
    }

    private static int length(byte[] data, int at, int end) {
        int lead = data[at] & 0xFF;
        if (lead < 0xC2) {
            return 0;
        }
        if (lead < 0xE0) {
            return continues(data, at + 1, end) ? 2 : 0;
        }
        if (lead < 0xF0) {
            return continues(data, at + 2, end) && threeBytes(lead, data[at + 1]) ? 3 : 0;
        }
        return continues(data, at + 3, end)
                        && continues(data, at + 2, end)
                        && fourBytes(lead, data[at + 1])
                ? 4
                : 0;
    }

    private static boolean continues(byte[] data, int at, int end) {
        return at < end && data[at] < (byte) 0xC0;
    }

    /** Neither longer than needed nor half of a surrogate pair. */
    private static boolean threeBytes(int lead, byte second) {
        int low = lead == 0xE0 ? 0xA0 : 0x80;
        int high = lead == 0xED ? 0x9F : 0xBF;
        return (second & 0xFF) >= low && (second & 0xFF) <= high;
    }

    /** Neither longer than needed nor beyond the last character of Unicode. */
    private static boolean fourBytes(int lead, byte second) {
        int low = lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xF4 ? 0x8F : 0xBF;
        return lead <= 0xF4 && (second & 0xFF) >= low && (second & 0xFF) <= high;
    }

    /** Writes a character, as Java's encoder does, and returns the position after it. */
    public static int put(byte[] target, int at, int character) {
        int next = at;
        if (character < 0x80) {
            target[next++] = (byte) character;
        } else if (character < 0x800) {
            target[next++] = (byte) (0xC0 | character >> 6);
            target[next++] = (byte) (0x80 | character & 0x3F);
        } else if (character < 0x10000) {
            target[next++] = (byte) (0xE0 | character >> 12);
            target[next++] = (byte) (0x80 | character >> 6 & 0x3F);
            target[next++] = (byte) (0x80 | character & 0x3F);
        } else {
            target[next++] = (byte) (0xF0 | character >> 18);
            target[next++] = (byte) (0x80 | character >> 12 & 0x3F);
            target[next++] = (byte) (0x80 | character >> 6 & 0x3F);
            target[next++] = (byte) (0x80 | character & 0x3F);
        }
        return next;
    }
}
