package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.IsoTimestamp;

/** Reads timestamps without zone from strings in ISO 8601. */
final class LocalTimestampReader extends ValueReader {

    private final IsoTimestamp timestamp;

    LocalTimestampReader(ColumnSink column, IsoTimestamp timestamp) {
        super(column);
        this.timestamp = timestamp;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int quote = data[at] == '"' ? timestamp.scan(data, at + 1, end) : NOT_PLAIN;
        if (quote < 0 || quote >= end || data[quote] != '"' || timestamp.zoned()) {
            return NOT_PLAIN;
        }
        column.putLong(row, timestamp.localMicros());
        return quote + 1;
    }
}
