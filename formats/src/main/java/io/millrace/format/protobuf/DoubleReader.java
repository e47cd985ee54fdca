package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads doubles. A negative zero is not the default. */
final class DoubleReader extends ValueReader {

    private final ColumnSink column;
    private final double byDefault;

    DoubleReader(ColumnSink column, double byDefault) {
        super(WireInput.FIXED64);
        this.column = column;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        double value = Double.longBitsToDouble(in.fixed64());
        column.putDouble(row, value);
        return Double.compare(value, byDefault) == 0 ? Seen.DEFAULT : Seen.VALUE;
    }

    @Override
    void putDefault(int row) {
        column.putDouble(row, byDefault);
    }
}
