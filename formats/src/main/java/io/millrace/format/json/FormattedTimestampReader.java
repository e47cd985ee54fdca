package io.millrace.format.json;

import io.millrace.format.ColumnSink;

/** Reads timestamps from strings in a format of the user's and from integers, which are seconds. */
final class FormattedTimestampReader extends FormattedReader {

    FormattedTimestampReader(ColumnSink column, TemporalReader reader, DecodedText text) {
        super(column, reader, text);
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        return data[at] == '"'
                ? super.read(data, at, end, row)
                : TimestampReader.readSeconds(column, data, at, end, row);
    }
}
