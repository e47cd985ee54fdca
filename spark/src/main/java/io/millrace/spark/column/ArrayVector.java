package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarArray;

/** ARRAY: which rows of the column of elements belong to each row. */
final class ArrayVector extends FieldVector {

    private final FieldVector elements;
    private int[] firsts;
    private int[] counts;

    ArrayVector(DataType type, int capacity, FieldVector elements) {
        super(type, capacity);
        this.elements = elements;
        firsts = new int[capacity];
        counts = new int[capacity];
    }

    @Override
    void growTo(int capacity) {
        firsts = Arrays.copyOf(firsts, capacity);
        counts = Arrays.copyOf(counts, capacity);
    }

    @Override
    public void reset() {
        super.reset();
        elements.reset();
    }

    @Override
    public void putArray(int row, int first, int count) {
        markPresent(row);
        firsts[row] = first;
        counts[row] = count;
    }

    @Override
    public FieldVector child(int position) {
        return elements;
    }

    @Override
    public ColumnarArray getArray(int row) {
        return isNullAt(row) ? null : new ColumnarArray(elements, firsts[row], counts[row]);
    }
}
