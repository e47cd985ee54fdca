package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads timestamps without zone from strings in ISO 8601. */
final class LocalTimestampReader extends ValueReader {

    private final IsoTimestamp timestamp;

    LocalTimestampReader(ColumnSink column, IsoTimestamp timestamp) {
        super(column);
        this.timestamp = timestamp;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = data[at] == '"' ? timestamp.scan(data, at + 1, end) : NOT_PLAIN;
        if (next < 0 || timestamp.zoned()) {
            return NOT_PLAIN;
        }
        column.putLong(row, timestamp.micros(0));
        return next;
    }
}
