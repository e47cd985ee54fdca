package io.millrace.format.plain;

import java.math.BigInteger;

/**
 * Multiplies with powers of ten in 128 bits, which suffices to round to the nearest double.
 *
 * <p>This is the algorithm of Eisel and Lemire, in the form that Noble Mushtak and Daniel Lemire
 * have proved to be right: "Number Parsing at a Gigabyte per Second", Software: Practice and
 * Experience 51 (2021), and "Fast Number Parsing Without Fallback", ibid. 53 (2023).
 */
final class PowersOfFive {

    private static final int SMALLEST = -128;
    private static final int LARGEST = 128;

    /** A mantissa of 64 bits can be a multiple of the powers up to this one. */
    private static final int LARGEST_DIVISOR = 27;

    /** The first 128 bits of each power. */
    private static final long[] HIGH = new long[LARGEST - SMALLEST + 1];

    private static final long[] LOW = new long[LARGEST - SMALLEST + 1];

    private static final int MANTISSA_BITS = 52;
    private static final int ROUNDING_BITS = 3;
    private static final int EXPONENT_BIAS = 1023;

    static {
        for (int exponent = SMALLEST; exponent <= LARGEST; exponent++) {
            BigInteger bits = exponent < 0 ? reciprocal(-exponent) : power(exponent);
            HIGH[exponent - SMALLEST] = bits.shiftRight(Long.SIZE).longValue();
            LOW[exponent - SMALLEST] = bits.longValue();
        }
    }

    private PowersOfFive() {}

    private static BigInteger power(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(exponent);
        return first128(power.shiftLeft(128));
    }

    private static BigInteger reciprocal(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(exponent);
        int shift = 2 * power.bitLength() + 128;
        BigInteger quotient = first128(BigInteger.ONE.shiftLeft(shift).divide(power));
        // Rounded up, the product with a multiple of the power is not less than the exact one.
        return exponent <= LARGEST_DIVISOR ? quotient.add(BigInteger.ONE) : quotient;
    }

    private static BigInteger first128(BigInteger value) {
        return value.shiftRight(value.bitLength() - 128);
    }

    /**
     * The double nearest to {@code mantissa * 10 ^ exponent}.
     *
     * @param mantissa unsigned, not zero
     * @return not a number where it is outside of what this table or a normal double holds
     */
    static double scale(long mantissa, int exponent) {
        if (exponent < SMALLEST || exponent > LARGEST) {
            return Double.NaN;
        }
        int leadingZeros = Long.numberOfLeadingZeros(mantissa);
        long normal = mantissa << leadingZeros;
        long high = unsignedMultiplyHigh(normal, HIGH[exponent - SMALLEST]);
        long low = normal * HIGH[exponent - SMALLEST];
        long undecided = -1L >>> MANTISSA_BITS + ROUNDING_BITS;
        if ((high & undecided) == undecided) {
            long more = unsignedMultiplyHigh(normal, LOW[exponent - SMALLEST]);
            low += more;
            if (Long.compareUnsigned(low, more) < 0) {
                high++;
            }
        }
        int top = (int) (high >>> 63);
        int shift = top + Long.SIZE - MANTISSA_BITS - ROUNDING_BITS;
        long bits = high >>> shift;
        if (Long.compareUnsigned(low, 1) <= 0
                && exponent >= -4
                && exponent <= 23
                && (bits & 3) == 1
                && bits << shift == high) {
            // Exactly in the middle: to even, which is down.
            bits &= ~1L;
        }
        bits = bits + (bits & 1) >>> 1;
        int power = (217_706 * exponent >> 16) + Long.SIZE - 1 + top - leadingZeros + EXPONENT_BIAS;
        if (bits >= 2L << MANTISSA_BITS) {
            bits >>>= 1;
            power++;
        }
        boolean isNormal = power > 0 && power < 2 * EXPONENT_BIAS + 1;
        long fraction = bits & (1L << MANTISSA_BITS) - 1;
        return isNormal
                ? Double.longBitsToDouble((long) power << MANTISSA_BITS | fraction)
                : Double.NaN;
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
