package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** FLOAT. */
final class FloatVector extends FieldVector {

    private float[] values;

    FloatVector(DataType type, int capacity) {
        super(type, capacity);
        values = new float[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putFloat(int row, float value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public double real(int row) {
        return values[row];
    }

    @Override
    public float getFloat(int row) {
        return values[row];
    }
}
