package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** DOUBLE. */
final class DoubleVector extends FieldVector {

    private double[] values;

    DoubleVector(DataType type, int capacity) {
        super(type, capacity);
        values = new double[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putDouble(int row, double value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public double real(int row) {
        return values[row];
    }

    @Override
    public double getDouble(int row) {
        return values[row];
    }
}
