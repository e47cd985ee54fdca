package io.millrace.format.plain;

/** Runs of decimal digits. */
public final class Digits {

    private static final long ZEROS = Words.repeat('0');

    private Digits() {}

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The first position that has no digit. */
    public static int end(byte[] data, int from, int end) {
        int at = from;
        while (at < end && isDigit(data[at])) {
            at++;
        }
        return at;
    }

    /** The first position that has no zero. */
    public static int zerosEnd(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] == '0') {
            at++;
        }
        return at;
    }

    /** The number that these digits make when they are written behind those of {@code before}. */
    public static long value(long before, byte[] data, int from, int to) {
        long value = before;
        int at = from;
        for (; at <= to - Words.BYTES; at += Words.BYTES) {
            value = value * 100_000_000 + eight(Words.at(data, at));
        }
        for (; at < to; at++) {
            value = value * 10 + data[at] - '0';
        }
        return value;
    }

    /** Adds up neighbours: eight digits to four pairs, to two fours, to one number. */
    private static long eight(long characters) {
        long digits = characters - ZEROS;
        long pairs = digits * 10 + (digits >>> 8);
        long low = (pairs & 0x0000_00FF_0000_00FFL) * (100 + (1_000_000L << 32));
        long high = (pairs >>> 16 & 0x0000_00FF_0000_00FFL) * (1 + (10_000L << 32));
        return low + high >>> 32;
    }
}
