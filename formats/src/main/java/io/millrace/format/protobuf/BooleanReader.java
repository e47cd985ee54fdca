package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads true and false. */
final class BooleanReader extends ValueReader {

    private final ColumnSink column;
    private final boolean byDefault;

    BooleanReader(ColumnSink column, boolean byDefault) {
        super(WireInput.VARINT);
        this.column = column;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        boolean value = in.varint64() != 0;
        column.putBoolean(row, value);
        return value == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    @Override
    void putDefault(int row) {
        column.putBoolean(row, byDefault);
    }
}
