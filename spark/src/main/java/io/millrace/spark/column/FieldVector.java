package io.millrace.spark.column;

import io.millrace.format.ColumnSink;
import io.millrace.format.ColumnSource;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column that a decoder writes and Spark reads. It is filled again for every batch, so what Spark
 * took from it holds until the next batch only, as with Spark's own vectorized readers.
 */
public abstract class FieldVector extends ColumnVector implements ColumnSink, ColumnSource {

    private byte[] nulls;
    private boolean anyNull;
    private int rows;

    FieldVector(DataType type, int capacity) {
        super(type);
        nulls = new byte[capacity];
    }

    /** Makes room for rows below this number. */
    void ensure(int capacity) {
        if (capacity > nulls.length) {
            nulls = Arrays.copyOf(nulls, grown(capacity));
            growTo(nulls.length);
        }
    }

    /** Grows the arrays of values to this length. */
    abstract void growTo(int capacity);

    /** Forgets all rows. */
    public void reset() {
        if (anyNull) {
            Arrays.fill(nulls, (byte) 0);
            anyNull = false;
        }
        rows = 0;
    }

    final int capacity() {
        return nulls.length;
    }

    final void markPresent(int row) {
        nulls[row] = 0;
    }

    static int grown(int needed) {
        return (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * needed));
    }

    @Override
    public int addRow() {
        ensure(rows + 1);
        return rows++;
    }

    @Override
    public void putNull(int row) {
        nulls[row] = 1;
        anyNull = true;
    }

    @Override
    public boolean isNullAt(int row) {
        return nulls[row] != 0;
    }

    @Override
    public boolean hasNull() {
        return anyNull;
    }

    @Override
    public int numNulls() {
        int count = 0;
        for (byte isNull : nulls) {
            count += isNull;
        }
        return count;
    }

    @Override
    public ColumnSource source() {
        return this;
    }

    @Override
    public boolean isNull(int row) {
        return nulls[row] != 0;
    }

    @Override
    public ColumnSource field(int position) {
        return child(position);
    }

    /** The arrays serve the next batch. */
    @Override
    public void close() {}

    @Override
    public void closeIfFreeable() {}

    @Override
    public FieldVector child(int position) {
        throw unsupported();
    }

    @Override
    public FieldVector getChild(int ordinal) {
        return child(ordinal);
    }

    @Override
    public boolean getBoolean(int row) {
        throw unsupported();
    }

    @Override
    public byte getByte(int row) {
        throw unsupported();
    }

    @Override
    public short getShort(int row) {
        throw unsupported();
    }

    @Override
    public int getInt(int row) {
        throw unsupported();
    }

    @Override
    public long getLong(int row) {
        throw unsupported();
    }

    @Override
    public float getFloat(int row) {
        throw unsupported();
    }

    @Override
    public double getDouble(int row) {
        throw unsupported();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw unsupported();
    }

    @Override
    public ColumnarMap getMap(int row) {
        throw unsupported();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw unsupported();
    }

    @Override
    public UTF8String getUTF8String(int row) {
        throw unsupported();
    }

    @Override
    public byte[] getBinary(int row) {
        throw unsupported();
    }

    private UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("a column of type " + dataType().sql());
    }
}
