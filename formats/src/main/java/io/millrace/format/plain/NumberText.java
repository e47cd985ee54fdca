package io.millrace.format.plain;

import static io.millrace.format.plain.Plain.NOT_PLAIN;

/** The number that was scanned last: {@code mantissa * 10 ^ exponent}. */
public final class NumberText {

    /** Longer numbers are errors of Spark's parser. */
    public static final int MAX_LENGTH = 1_000;

    /** The most digits of which every value fits an unsigned long. */
    public static final int MAX_DIGITS = 19;

    private static final int EXPONENT_LIMIT = 100_000;

    private boolean negative;
    private boolean whole;
    private boolean exponential;
    private int fractionDigits;
    private int digits;
    private long mantissa;
    private int exponent;

    /** Whether it begins with a minus. */
    public boolean negative() {
        return negative;
    }

    /** Whether it has neither a point nor an exponent. */
    public boolean whole() {
        return whole;
    }

    /** Whether it is written with an exponent. */
    public boolean exponential() {
        return exponential;
    }

    /** How many digits come after the point. */
    public int fractionDigits() {
        return fractionDigits;
    }

    /** How many digits the mantissa has without leading zeros. */
    public int digits() {
        return digits;
    }

    /** The digits as an unsigned number; meaningless if there are more than 19 of them. */
    public long mantissa() {
        return mantissa;
    }

    /**
     * The power of ten that the mantissa is to be multiplied with, cut off far outside of what a
     * double holds.
     */
    public int exponent() {
        return exponent;
    }

    /**
     * Skips a number.
     *
     * @return the position after it, or {@code NOT_PLAIN}
     */
    public static int skip(byte[] data, int from, int end) {
        int at = integerEnd(data, from, end);
        if (at < 0) {
            return NOT_PLAIN;
        }
        if (at < end && data[at] == '.') {
            int fraction = at + 1;
            at = Digits.end(data, fraction, end);
            if (at == fraction) {
                return NOT_PLAIN;
            }
        }
        if (at < end && (data[at] | 0x20) == 'e') {
            int power = exponentDigits(data, at + 1, end);
            at = Digits.end(data, power, end);
            if (at == power) {
                return NOT_PLAIN;
            }
        }
        return at - from > MAX_LENGTH ? NOT_PLAIN : at;
    }

    /**
     * Scans the number that begins at this position.
     *
     * @return the position after it, or {@code NOT_PLAIN}
     */
    public int scan(byte[] data, int from, int end) {
        int next = skip(data, from, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        negative = data[from] == '-';
        int first = negative ? from + 1 : from;
        int at = Digits.end(data, first, next);
        whole = at == next;
        int significant = data[first] == '0' ? first + 1 : first;
        digits = at - significant;
        mantissa = Digits.value(0, data, significant, at);
        fractionDigits = 0;
        if (at < next && data[at] == '.') {
            int fraction = at + 1;
            at = Digits.end(data, fraction, next);
            fractionDigits = at - fraction;
            significant = digits == 0 ? Digits.zerosEnd(data, fraction, at) : fraction;
            digits += at - significant;
            mantissa = Digits.value(mantissa, data, significant, at);
        }
        exponential = at < next;
        exponent = (exponential ? power(data, at + 1, next) : 0) - fractionDigits;
        return next;
    }

    /** The position after a sign and digits without a leading zero. */
    private static int integerEnd(byte[] data, int from, int end) {
        int first = data[from] == '-' ? from + 1 : from;
        int at = Digits.end(data, first, end);
        boolean valid = at > first && (data[first] != '0' || at == first + 1);
        return valid ? at : NOT_PLAIN;
    }

    private static int exponentDigits(byte[] data, int at, int end) {
        return at < end && (data[at] == '+' || data[at] == '-') ? at + 1 : at;
    }

    private static int power(byte[] data, int from, int end) {
        int power = 0;
        for (int at = exponentDigits(data, from, end); at < end; at++) {
            power = Math.min(power * 10 + data[at] - '0', EXPONENT_LIMIT);
        }
        return data[from] == '-' ? -power : power;
    }
}
