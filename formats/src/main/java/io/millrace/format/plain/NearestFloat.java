package io.millrace.format.plain;

import java.nio.charset.StandardCharsets;

/** Finds the float that is nearest to a decimal number, as {@link Float#parseFloat} does. */
public final class NearestFloat {

    private static final int DROPPED_BITS = 52 - 23;

    private NearestFloat() {}

    /** The float nearest to this number, which was scanned from {@code data}. */
    public static float of(NumberText number, byte[] data, int from, int to) {
        double nearest = NearestDouble.of(number, data, from, to);
        return roundsTheSame(nearest)
                ? (float) nearest
                : Float.parseFloat(new String(data, from, to - from, StandardCharsets.US_ASCII));
    }

    /**
     * Whether the float nearest to this double is the one nearest to the number that the double was
     * rounded from. Rounding never crosses a double, and the only doubles from which there are two
     * ways to go lie in the middle between two floats.
     */
    private static boolean roundsTheSame(double value) {
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return true;
        }
        long dropped = Double.doubleToRawLongBits(value) & (1L << DROPPED_BITS) - 1;
        return magnitude >= Float.MIN_NORMAL
                && magnitude <= Float.MAX_VALUE
                && dropped != 1L << DROPPED_BITS - 1;
    }
}
