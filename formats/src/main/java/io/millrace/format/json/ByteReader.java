package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.WholeNumber;

/** Reads integers of 8 bits. Spark takes 128 to 255 as negative ones; the fallback does so, too. */
final class ByteReader extends ValueReader {

    ByteReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = WholeNumber.end(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        long value = WholeNumber.value(data, at, next);
        if (value != (byte) value) {
            return NOT_PLAIN;
        }
        column.putByte(row, (byte) value);
        return next;
    }
}
