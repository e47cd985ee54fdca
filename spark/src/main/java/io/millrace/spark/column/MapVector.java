package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarMap;

/** MAP: which rows of the columns of keys and values belong to each row. */
final class MapVector extends FieldVector {

    private final FieldVector keys;
    private final FieldVector values;
    private int[] firsts;
    private int[] counts;

    MapVector(DataType type, int capacity, FieldVector keys, FieldVector values) {
        super(type, capacity);
        this.keys = keys;
        this.values = values;
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
        keys.reset();
        values.reset();
    }

    @Override
    public void putMap(int row, int first, int count) {
        markPresent(row);
        firsts[row] = first;
        counts[row] = count;
    }

    @Override
    public FieldVector child(int position) {
        return position == 0 ? keys : values;
    }

    @Override
    public ColumnarMap getMap(int row) {
        return isNullAt(row) ? null : new ColumnarMap(keys, values, firsts[row], counts[row]);
    }
}
