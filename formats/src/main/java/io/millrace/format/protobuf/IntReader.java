package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads integers of 32 bits; those without a sign wrap around, as in Spark. */
final class IntReader extends ValueReader {

    private final ColumnSink column;
    private final IntegerCoding coding;
    private final int byDefault;

    IntReader(ColumnSink column, IntegerCoding coding, int byDefault) {
        super(coding.wireTypeOfInt());
        this.column = column;
        this.coding = coding;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        int value = coding.readInt(in);
        column.putInt(row, value);
        return value == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    @Override
    void putDefault(int row) {
        column.putInt(row, byDefault);
    }
}
