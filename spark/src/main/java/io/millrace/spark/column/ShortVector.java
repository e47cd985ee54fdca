package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** SMALLINT. */
final class ShortVector extends FieldVector {

    private short[] values;

    ShortVector(DataType type, int capacity) {
        super(type, capacity);
        values = new short[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putShort(int row, short value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public long whole(int row) {
        return values[row];
    }

    @Override
    public short getShort(int row) {
        return values[row];
    }
}
