package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/**
 * BIGINT; timestamps and intervals as microseconds; decimals of up to 18 digits as unscaled values.
 */
final class LongVector extends FieldVector {

    private long[] values;

    LongVector(DataType type, int capacity) {
        super(type, capacity);
        values = new long[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putLong(int row, long value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public long whole(int row) {
        return values[row];
    }

    @Override
    public long getLong(int row) {
        return values[row];
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        return isNullAt(row) ? null : Decimal.createUnsafe(values[row], precision, scale);
    }
}
