package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;

/** TINYINT. */
final class ByteVector extends FieldVector {

    private byte[] values;

    ByteVector(DataType type, int capacity) {
        super(type, capacity);
        values = new byte[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putByte(int row, byte value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public long whole(int row) {
        return values[row];
    }

    @Override
    public byte getByte(int row) {
        return values[row];
    }
}
