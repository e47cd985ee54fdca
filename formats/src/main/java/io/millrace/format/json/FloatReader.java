package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import java.nio.charset.StandardCharsets;

/** Reads numbers as the nearest float. */
final class FloatReader extends ValueReader {

    private static final int DROPPED_BITS = 52 - 23;

    private final NumberText number;

    FloatReader(ColumnSink column, NumberText number) {
        super(column);
        this.number = number;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = number.scan(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        double nearest = NearestDouble.of(number, data, at, next);
        float value =
                roundsTheSame(nearest)
                        ? (float) nearest
                        : Float.parseFloat(
                                new String(data, at, next - at, StandardCharsets.US_ASCII));
        column.putFloat(row, value);
        return next;
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
