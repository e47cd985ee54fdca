package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.NearestFloat;
import io.millrace.format.plain.NumberText;

/** Reads numbers as the nearest float. */
final class FloatReader extends ValueReader {

    private final NumberText number;

    FloatReader(ColumnSink column, NumberText number) {
        super(column);
        this.number = number;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = number.scan(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        float value = NearestFloat.of(number, data, at, next);
        // Spark reads integers as integers first, and those have no negative zero.
        column.putFloat(row, number.whole() ? value + 0.0f : value);
        return next;
    }
}
