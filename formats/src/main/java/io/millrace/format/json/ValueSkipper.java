package io.millrace.format.json;

import static io.millrace.format.json.ValueReader.NOT_PLAIN;

import io.millrace.format.plain.NumberText;

/**
 * Skips values that nobody wants, with everything checked that Spark's parser checks while it skips
 * them. Nesting takes no stack.
 */
final class ValueSkipper {

    /** Spark's parser takes 1,000 levels in all. */
    static final int MAX_DEPTH = 512;

    /** For each level a bit: whether it is an object. */
    private final long[] objects = new long[MAX_DEPTH / Long.SIZE];

    /**
     * Skips the value that begins at this position.
     *
     * @param at less than {@code end}
     * @return the position after the value, or {@code NOT_PLAIN}
     */
    int skip(byte[] data, int at, int end) {
        return switch (data[at]) {
            case '"' -> QuotedText.skip(data, at + 1, end);
            case '{', '[' -> skipContainer(data, at, end);
            case 't' -> Literals.skipTrue(data, at, end);
            case 'f' -> Literals.skipFalse(data, at, end);
            case 'n' -> Literals.skipNull(data, at, end);
            default -> NumberText.skip(data, at, end);
        };
    }

    private int skipContainer(byte[] data, int bracket, int end) {
        int depth = 0;
        boolean object = false;
        int at = bracket;
        while (true) {
            if (object) {
                at = skipName(data, at, end);
            }
            if (at < 0 || at >= end) {
                return NOT_PLAIN;
            }
            byte first = data[at];
            boolean opens = first == '{' || first == '[';
            if (opens) {
                if (depth == MAX_DEPTH) {
                    return NOT_PLAIN;
                }
                object = first == '{';
                push(depth++, object);
                at = Whitespace.skip(data, at + 1, end);
                if (at >= end) {
                    return NOT_PLAIN;
                }
                if (data[at] != closing(object)) {
                    continue;
                }
            } else {
                at = skip(data, at, end);
                if (at < 0) {
                    return NOT_PLAIN;
                }
                at = Whitespace.skip(data, at, end);
            }
            while (at < end && data[at] == closing(object)) {
                at++;
                if (--depth == 0) {
                    return at;
                }
                object = isObject(depth - 1);
                at = Whitespace.skip(data, at, end);
            }
            if (at >= end || data[at] != ',') {
                return NOT_PLAIN;
            }
            at = Whitespace.skip(data, at + 1, end);
        }
    }

    private static byte closing(boolean object) {
        return (byte) (object ? '}' : ']');
    }

    private void push(int level, boolean object) {
        long bit = 1L << level;
        objects[level >> 6] = object ? objects[level >> 6] | bit : objects[level >> 6] & ~bit;
    }

    private boolean isObject(int level) {
        return (objects[level >> 6] & 1L << level) != 0;
    }

    /** Returns the position of the value behind a name, or {@code end} or more. */
    private static int skipName(byte[] data, int at, int end) {
        if (at >= end || data[at] != '"') {
            return NOT_PLAIN;
        }
        int next = QuotedText.skip(data, at + 1, end);
        if (next < 0 || next - at - 2 > FieldName.MAX_LENGTH) {
            return NOT_PLAIN;
        }
        next = Whitespace.skip(data, next, end);
        return next < end && data[next] == ':' ? Whitespace.skip(data, next + 1, end) : NOT_PLAIN;
    }
}
