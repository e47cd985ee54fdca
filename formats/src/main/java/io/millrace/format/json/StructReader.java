package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads objects as structs. */
final class StructReader extends ValueReader {

    private final ObjectReader object;

    StructReader(ColumnSink column, ObjectReader object) {
        super(column);
        this.object = object;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = data[at] == '{' ? object.read(data, at, end, row) : NOT_PLAIN;
        if (next >= 0) {
            column.putStruct(row);
        }
        return next;
    }
}
