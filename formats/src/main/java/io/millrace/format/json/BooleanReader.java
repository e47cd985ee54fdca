package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads true and false. */
final class BooleanReader extends ValueReader {

    BooleanReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        boolean value = data[at] == 't';
        int next = value ? Literals.skipTrue(data, at, end) : Literals.skipFalse(data, at, end);
        if (next >= 0) {
            column.putBoolean(row, value);
        }
        return next;
    }
}
