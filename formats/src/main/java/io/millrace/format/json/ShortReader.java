package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.WholeNumber;

/** Reads integers of 16 bits. */
final class ShortReader extends ValueReader {

    ShortReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = WholeNumber.end(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        long value = WholeNumber.value(data, at, next);
        if (value != (short) value) {
            return NOT_PLAIN;
        }
        column.putShort(row, (short) value);
        return next;
    }
}
