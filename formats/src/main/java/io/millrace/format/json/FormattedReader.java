package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads timestamps without zone from strings in a format of the user's. */
class FormattedReader extends ValueReader {

    private final TemporalReader reader;
    private final DecodedText text;

    FormattedReader(ColumnSink column, TemporalReader reader, DecodedText text) {
        super(column);
        this.reader = reader;
        this.text = text;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = data[at] == '"' ? text.read(data, at + 1, end) : NOT_PLAIN;
        if (next < 0 || text.length() == 0) {
            return NOT_PLAIN;
        }
        long value = reader.read(text.bytes(), text.offset(), text.length());
        if (value == TemporalReader.UNREADABLE) {
            return NOT_PLAIN;
        }
        put(row, value);
        return next;
    }

    void put(int row, long value) {
        column.putLong(row, value);
    }
}
