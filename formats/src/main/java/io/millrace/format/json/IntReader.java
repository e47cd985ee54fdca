package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.WholeNumber;

/** Reads integers of 32 bits. */
final class IntReader extends ValueReader {

    IntReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = WholeNumber.end(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        long value = WholeNumber.value(data, at, next);
        if (value != (int) value) {
            return NOT_PLAIN;
        }
        column.putInt(row, (int) value);
        return next;
    }
}
