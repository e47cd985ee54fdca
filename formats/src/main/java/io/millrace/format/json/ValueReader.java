package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.Plain;

/** Reads values of one type from the text of a document into one column. */
abstract class ValueReader {

    /** Returned in the place of a position when the record is one for the fallback. */
    static final int NOT_PLAIN = Plain.NOT_PLAIN;

    /** The column; its type is that of the reader. */
    final ColumnSink column;

    ValueReader(ColumnSink column) {
        this.column = column;
    }

    /**
     * Reads the value that begins at this position, any but null, and puts it.
     *
     * @param at less than {@code end}
     * @return the position after the value, or {@link #NOT_PLAIN}
     */
    abstract int read(byte[] data, int at, int end, int row);

    /** Reads the value that begins at this position or, where that is null, puts null. */
    final int readNullable(byte[] data, int at, int end, int row) {
        if (data[at] != 'n') {
            return read(data, at, end, row);
        }
        int next = Literals.skipNull(data, at, end);
        if (next >= 0) {
            column.putNull(row);
        }
        return next;
    }
}
