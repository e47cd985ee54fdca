package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Leaves every value but null to the fallback. */
final class NotPlainReader extends ValueReader {

    NotPlainReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        return NOT_PLAIN;
    }
}
