package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads numbers as the nearest double. */
final class DoubleReader extends ValueReader {

    private final NumberText number;

    DoubleReader(ColumnSink column, NumberText number) {
        super(column);
        this.number = number;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = number.scan(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        column.putDouble(row, NearestDouble.of(number, data, at, next));
        return next;
    }
}
