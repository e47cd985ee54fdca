package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** A column of which the schema of the message knows nothing. */
final class AbsentField extends FieldReader {

    private final ColumnSink column;

    AbsentField(ColumnSink column) {
        this.column = column;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        return Taken.REFUSED;
    }

    @Override
    void finish(int row) {
        column.putNull(row);
    }

    @Override
    void forget() {}
}
