package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.IsoTimestamp;
import io.millrace.format.plain.WallClock;
import io.millrace.format.plain.WholeNumber;

/** Reads timestamps from strings in ISO 8601 and from integers, which are seconds. */
final class TimestampReader extends ValueReader {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final IsoTimestamp timestamp;
    private final WallClock clock;

    TimestampReader(ColumnSink column, IsoTimestamp timestamp, WallClock clock) {
        super(column);
        this.timestamp = timestamp;
        this.clock = clock;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] != '"') {
            return readSeconds(column, data, at, end, row);
        }
        int quote = timestamp.scan(data, at + 1, end);
        if (quote < 0 || quote >= end || data[quote] != '"') {
            return NOT_PLAIN;
        }
        column.putLong(row, timestamp.micros(clock));
        return quote + 1;
    }

    /** Overflows in silence, as Spark does. */
    static int readSeconds(ColumnSink column, byte[] data, int at, int end, int row) {
        int next = WholeNumber.end(data, at, end);
        if (next >= 0) {
            column.putLong(row, WholeNumber.value(data, at, next) * MICROS_PER_SECOND);
        }
        return next;
    }
}
