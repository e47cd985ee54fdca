package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** BOOLEAN. */
final class BooleanVector extends FieldVector {

    private boolean[] values;

    BooleanVector(DataType type, int capacity) {
        super(type, capacity);
        values = new boolean[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putBoolean(int row, boolean value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public long whole(int row) {
        return values[row] ? 1 : 0;
    }

    @Override
    public boolean getBoolean(int row) {
        return values[row];
    }
}
