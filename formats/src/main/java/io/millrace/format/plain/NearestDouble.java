package io.millrace.format.plain;

import java.nio.charset.StandardCharsets;

/**
 * Finds the double that is nearest to a decimal number, as {@link Double#parseDouble} does, and
 * without allocation for the numbers that people and programs write.
 */
public final class NearestDouble {

    private static final int LARGEST_EXACT_POWER = 22;
    private static final long LARGEST_EXACT_MANTISSA = 1L << 53;

    /** The powers of ten that doubles hold exactly. */
    private static final double[] POWERS = new double[LARGEST_EXACT_POWER + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private NearestDouble() {}

    /** The double nearest to this number, which was scanned from {@code data}. */
    public static double of(NumberText number, byte[] data, int from, int to) {
        double magnitude = Double.NaN;
        if (number.digits() <= NumberText.MAX_DIGITS) {
            magnitude = magnitude(number.mantissa(), number.exponent());
        }
        if (Double.isNaN(magnitude)) {
            return Double.parseDouble(new String(data, from, to - from, StandardCharsets.US_ASCII));
        }
        return number.negative() ? -magnitude : magnitude;
    }

    private static double magnitude(long mantissa, int exponent) {
        if (mantissa == 0) {
            return 0;
        }
        if (mantissa > 0
                && mantissa <= LARGEST_EXACT_MANTISSA
                && exponent >= -LARGEST_EXACT_POWER
                && exponent <= LARGEST_EXACT_POWER) {
            // Both are exact, so the one operation rounds once.
            return exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
        }
        return PowersOfFive.scale(mantissa, exponent);
    }
}
