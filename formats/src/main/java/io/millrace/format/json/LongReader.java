package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.WholeNumber;

/** Reads integers of 64 bits. */
final class LongReader extends ValueReader {

    LongReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = WholeNumber.end(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        column.putLong(row, WholeNumber.value(data, at, next));
        return next;
    }
}
