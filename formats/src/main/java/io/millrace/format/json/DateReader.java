package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.IsoDate;

/** Reads dates from strings in ISO 8601. */
final class DateReader extends ValueReader {

    DateReader(ColumnSink column) {
        super(column);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int quote = at + 1 + IsoDate.LENGTH;
        if (data[at] != '"' || quote >= end || data[quote] != '"') {
            return NOT_PLAIN;
        }
        int days = IsoDate.days(data, at + 1, quote);
        if (days == IsoDate.UNREADABLE) {
            return NOT_PLAIN;
        }
        column.putInt(row, days);
        return quote + 1;
    }
}
