package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.WholeNumber;

/** Reads strings, and as strings the numbers and literals that Spark writes as they stand there. */
final class StringReader extends ValueReader {

    private final DecodedText text;

    StringReader(ColumnSink column, DecodedText text) {
        super(column);
        this.text = text;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        if (data[at] != '"') {
            return readBare(data, at, end, row);
        }
        int from = at + 1;
        int special = QuotedText.plainEnd(data, from, end);
        if (special < end && data[special] == '"') {
            column.putBytes(row, data, from, special - from);
            return special + 1;
        }
        int next = text.read(data, from, special, end);
        if (next >= 0) {
            column.putBytes(row, text.bytes(), text.offset(), text.length());
        }
        return next;
    }

    private int readBare(byte[] data, int at, int end, int row) {
        int next =
                switch (data[at]) {
                    case 't' -> Literals.skipTrue(data, at, end);
                    case 'f' -> Literals.skipFalse(data, at, end);
                    default -> integerEnd(data, at, end);
                };
        if (next >= 0) {
            column.putBytes(row, data, at, next - at);
        }
        return next;
    }

    /** Spark parses numbers and writes them again, which leaves all short integers alone but -0. */
    private static int integerEnd(byte[] data, int at, int end) {
        int next = WholeNumber.end(data, at, end);
        if (next < 0) {
            return NOT_PLAIN;
        }
        int first = data[at] == '-' ? at + 1 : at;
        boolean negativeZero = first > at && data[first] == '0';
        return next - first > WholeNumber.SAFE_DIGITS || negativeZero ? NOT_PLAIN : next;
    }
}
