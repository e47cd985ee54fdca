package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads dates from strings in a format of the user's. */
final class FormattedDateReader extends FormattedReader {

    FormattedDateReader(ColumnSink column, TemporalReader reader, DecodedText text) {
        super(column, reader, text);
    }

    @Override
    void put(int row, long value) {
        column.putInt(row, Math.toIntExact(value));
    }
}
