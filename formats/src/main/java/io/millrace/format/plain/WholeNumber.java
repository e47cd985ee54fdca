package io.millrace.format.plain;

import static io.millrace.format.plain.Plain.NOT_PLAIN;

/** Integers that fit a long. */
public final class WholeNumber {

    /** The most digits of which every value fits a long. */
    public static final int SAFE_DIGITS = 18;

    private WholeNumber() {}

    /**
     * The position after the integer that begins here, or {@code NOT_PLAIN} where there is none or
     * it does not fit a long. It may turn out to be the first half of a fraction, which is no
     * integer; but then the next character cannot follow a value.
     */
    public static int end(byte[] data, int from, int end) {
        int first = data[from] == '-' ? from + 1 : from;
        int next = Digits.end(data, first, end);
        int digits = next - first;
        if (digits == 1 || digits > 1 && digits <= SAFE_DIGITS && data[first] != '0') {
            return next;
        }
        return digits == SAFE_DIGITS + 1 && data[first] != '0' && fits(data, first, next, from)
                ? next
                : NOT_PLAIN;
    }

    /** The value of an integer that {@link #end} has found to fit. */
    public static long value(byte[] data, int from, int to) {
        return data[from] == '-'
                ? -Digits.value(0, data, from + 1, to)
                : Digits.value(0, data, from, to);
    }

    /** Nineteen digits overflow into negative numbers, of which one has a positive twin. */
    private static boolean fits(byte[] data, int first, int next, int from) {
        long magnitude = Digits.value(0, data, first, next);
        return magnitude >= 0 || magnitude == Long.MIN_VALUE && first > from;
    }
}
