package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads objects as maps. Entries with the same key are all kept, as Spark does. */
final class MapReader extends ValueReader {

    private final ColumnSink keys;
    private final ValueReader value;
    private final DecodedText text;

    MapReader(ColumnSink column, ColumnSink keys, ValueReader value, DecodedText text) {
        super(column);
        this.keys = keys;
        this.value = value;
        this.text = text;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] != '{') {
            return NOT_PLAIN;
        }
        int next = Whitespace.skip(data, at + 1, end);
        if (next < end && data[next] == '}') {
            column.putMap(row, 0, 0);
            return next + 1;
        }
        int first = 0;
        for (int count = 0; next < end; count++) {
            int entry = keys.addRow();
            value.column.addRow();
            if (count == 0) {
                first = entry;
            }
            next = readEntry(data, next, end, entry);
            if (next < 0) {
                return NOT_PLAIN;
            }
            next = Whitespace.skip(data, next, end);
            if (next < end && data[next] == '}') {
                column.putMap(row, first, count + 1);
                return next + 1;
            }
            if (next >= end || data[next] != ',') {
                return NOT_PLAIN;
            }
            next = Whitespace.skip(data, next + 1, end);
        }
        return NOT_PLAIN;
    }

    private int readEntry(byte[] data, int at, int end, int entry) {
        int next = data[at] == '"' ? text.read(data, at + 1, end) : NOT_PLAIN;
        if (next < 0 || next - at - 2 > FieldName.MAX_LENGTH) {
            return NOT_PLAIN;
        }
        keys.putBytes(entry, text.bytes(), text.offset(), text.length());
        next = Whitespace.skip(data, next, end);
        if (next >= end || data[next] != ':') {
            return NOT_PLAIN;
        }
        next = Whitespace.skip(data, next + 1, end);
        return next < end ? value.readNullable(data, next, end, entry) : NOT_PLAIN;
    }
}
