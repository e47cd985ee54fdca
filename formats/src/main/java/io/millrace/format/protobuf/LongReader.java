package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads integers of 64 bits; those without a sign wrap around, as in Spark. */
final class LongReader extends ValueReader {

    private final ColumnSink column;
    private final IntegerCoding coding;
    private final long byDefault;

    LongReader(ColumnSink column, IntegerCoding coding, long byDefault) {
        super(coding.wireTypeOfLong());
        this.column = column;
        this.coding = coding;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        long value = coding.readLong(in);
        column.putLong(row, value);
        return value == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    @Override
    void putDefault(int row) {
        column.putLong(row, byDefault);
    }
}
