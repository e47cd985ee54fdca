package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** INT, and DATE as days since 1970-01-01. */
final class IntVector extends FieldVector {

    private int[] values;

    IntVector(DataType type, int capacity) {
        super(type, capacity);
        values = new int[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putInt(int row, int value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public long whole(int row) {
        return values[row];
    }

    @Override
    public int getInt(int row) {
        return values[row];
    }
}
