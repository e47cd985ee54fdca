package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads floats. A negative zero is not the default. */
final class FloatReader extends ValueReader {

    private final ColumnSink column;
    private final float byDefault;

    FloatReader(ColumnSink column, float byDefault) {
        super(WireInput.FIXED32);
        this.column = column;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        float value = Float.intBitsToFloat(in.fixed32());
        column.putFloat(row, value);
        return Float.compare(value, byDefault) == 0 ? Seen.DEFAULT : Seen.VALUE;
    }

    @Override
    void putDefault(int row) {
        column.putFloat(row, byDefault);
    }
}
