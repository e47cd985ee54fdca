package io.millrace.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** STRING and BINARY: one buffer for all rows, a place and a length for each. */
final class BytesVector extends FieldVector {

    private static final int BYTES_PER_ROW = 16;

    private int[] offsets;
    private int[] lengths;
    private byte[] bytes;
    private int used;

    BytesVector(DataType type, int capacity) {
        super(type, capacity);
        offsets = new int[capacity];
        lengths = new int[capacity];
        bytes = new byte[capacity * BYTES_PER_ROW];
    }

    @Override
    void growTo(int capacity) {
        offsets = Arrays.copyOf(offsets, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    public void reset() {
        super.reset();
        used = 0;
    }

    @Override
    public void putBytes(int row, byte[] source, int offset, int length) {
        if (length > bytes.length - used) {
            bytes = Arrays.copyOf(bytes, grown(Math.addExact(used, length)));
        }
        System.arraycopy(source, offset, bytes, used, length);
        markPresent(row);
        offsets[row] = used;
        lengths[row] = length;
        used += length;
    }

    /** How many bytes the rows of this batch hold. */
    int byteCount() {
        return used;
    }

    @Override
    public int compareBytes(int row, byte[] other) {
        int from = offsets[row];
        return Arrays.compareUnsigned(bytes, from, from + lengths[row], other, 0, other.length);
    }

    @Override
    public boolean startsWith(int row, byte[] prefix) {
        int from = offsets[row];
        return lengths[row] >= prefix.length
                && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public UTF8String getUTF8String(int row) {
        return isNullAt(row) ? null : UTF8String.fromBytes(bytes, offsets[row], lengths[row]);
    }

    @Override
    public byte[] getBinary(int row) {
        return isNullAt(row)
                ? null
                : Arrays.copyOfRange(bytes, offsets[row], offsets[row] + lengths[row]);
    }
}
