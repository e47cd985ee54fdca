package io.millrace.format.json;

import io.millrace.format.plain.Words;
import java.util.Arrays;

/**
 * A name of a field, made to be recognized in a document at a glance, and what to do with the
 * field's value.
 */
final class FieldName {

    /** Longer names are errors of Spark's parser, which counts characters instead of bytes. */
    static final int MAX_LENGTH = 50_000;

    private static final int QUOTES = 2;

    /** Reads the values of the field; null when they are to be skipped. */
    final ValueReader reader;

    /** The position of the field in its struct. */
    final int position;

    /** The name that came after this one in the last document; itself while there was none. */
    FieldName next = this;

    private final byte[] name;

    /** The name between quotes. */
    private final byte[] pattern;

    private final long head;
    private final long headMask;
    private final long tail;
    private final int reach;

    FieldName(byte[] name, ValueReader reader, int position) {
        this.name = name;
        this.reader = reader;
        this.position = position;
        pattern = new byte[name.length + QUOTES];
        pattern[0] = '"';
        System.arraycopy(name, 0, pattern, 1, name.length);
        pattern[name.length + 1] = '"';
        byte[] padded = Arrays.copyOf(pattern, Math.max(pattern.length, Words.BYTES));
        head = Words.at(padded, 0);
        headMask = pattern.length < Words.BYTES ? -1L >>> 8 * (8 - pattern.length) : -1L;
        tail = Words.at(padded, padded.length - Words.BYTES);
        reach = isWrittenAsItIs(name) ? padded.length : Integer.MAX_VALUE;
    }

    /** A name that is never seen. */
    static FieldName none() {
        return new FieldName(new byte[] {0}, null, -1);
    }

    /** Quotes, backslashes and control characters never stand in a document as they are. */
    private static boolean isWrittenAsItIs(byte[] name) {
        for (byte b : name) {
            if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
                return false;
            }
        }
        return name.length <= MAX_LENGTH;
    }

    /**
     * Whether this name stands here in the usual way, in quotes and without escapes.
     *
     * @return the position after the closing quote, or a negative number
     */
    int match(byte[] data, int at, int end) {
        if (end - at < reach || (Words.at(data, at) & headMask) != head) {
            return -1;
        }
        int next = at + pattern.length;
        if (pattern.length > Words.BYTES) {
            if (Words.at(data, next - Words.BYTES) != tail) {
                return -1;
            }
            if (pattern.length > 2 * Words.BYTES
                    && !Arrays.equals(
                            data,
                            at + Words.BYTES,
                            next - Words.BYTES,
                            pattern,
                            Words.BYTES,
                            pattern.length - Words.BYTES)) {
                return -1;
            }
        }
        return next;
    }

    boolean is(byte[] data, int offset, int length) {
        return Arrays.equals(name, 0, name.length, data, offset, offset + length);
    }

    int hash() {
        return hash(name, 0, name.length);
    }

    /** Mixes the length with the first and the last eight bytes. */
    static int hash(byte[] data, int offset, int length) {
        long mixed = length;
        if (length >= Words.BYTES) {
            mixed = mix(mixed, Words.at(data, offset));
            mixed = mix(mixed, Words.at(data, offset + length - Words.BYTES));
        } else {
            for (int i = offset; i < offset + length; i++) {
                mixed = mix(mixed, data[i]);
            }
        }
        return (int) (mixed >>> 32);
    }

    private static long mix(long seed, long word) {
        return (seed ^ word) * 0x9E37_79B9_7F4A_7C15L;
    }
}
