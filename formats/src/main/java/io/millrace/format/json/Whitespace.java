package io.millrace.format.json;

/** The four characters that JSON allows between tokens. */
final class Whitespace {

    private Whitespace() {}

    /** The first position from {@code at} on that is no whitespace, or {@code end}. */
    static int skip(byte[] data, int at, int end) {
        int next = at;
        while (next < end && data[next] <= ' ') {
            byte b = data[next];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return next;
            }
            next++;
        }
        return next;
    }
}
