package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads integers of 32 bits, with or without a sign, into columns of 64. */
final class WideIntReader extends ValueReader {

    private final ColumnSink column;
    private final IntegerCoding coding;
    private final boolean unsigned;
    private final int byDefault;

    WideIntReader(ColumnSink column, IntegerCoding coding, boolean unsigned, int byDefault) {
        super(coding.wireTypeOfInt());
        this.column = column;
        this.coding = coding;
        this.unsigned = unsigned;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        int value = coding.readInt(in);
        put(row, value);
        return value == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    private void put(int row, int value) {
        column.putLong(row, unsigned ? Integer.toUnsignedLong(value) : value);
    }

    @Override
    void putDefault(int row) {
        put(row, byDefault);
    }
}
