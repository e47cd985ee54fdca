package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads arrays. */
final class ArrayReader extends ValueReader {

    private final ValueReader element;

    ArrayReader(ColumnSink column, ValueReader element) {
        super(column);
        this.element = element;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] != '[') {
            return NOT_PLAIN;
        }
        int next = Whitespace.skip(data, at + 1, end);
        if (next < end && data[next] == ']') {
            column.putArray(row, 0, 0);
            return next + 1;
        }
        int first = 0;
        for (int count = 0; next < end; count++) {
            int elementRow = element.column.addRow();
            if (count == 0) {
                first = elementRow;
            }
            next = element.readNullable(data, next, end, elementRow);
            if (next < 0) {
                return NOT_PLAIN;
            }
            next = Whitespace.skip(data, next, end);
            if (next < end && data[next] == ']') {
                column.putArray(row, first, count + 1);
                return next + 1;
            }
            if (next >= end || data[next] != ',') {
                return NOT_PLAIN;
            }
            next = Whitespace.skip(data, next + 1, end);
        }
        return NOT_PLAIN;
    }
}
