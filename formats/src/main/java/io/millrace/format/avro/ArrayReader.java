package io.millrace.format.avro;

import io.millrace.format.ColumnSink;

/**
 * Reads arrays.
 *
 * @param takesBytes whether each element takes at least one byte
 */
record ArrayReader(ColumnSink column, ColumnSink elements, FieldReader element, boolean takesBytes)
        implements FieldReader {

    @Override
    public void read(AvroInput in, int row) {
        int first = 0;
        int total = 0;
        for (int count = in.readCount(takesBytes); count != 0; count = in.readCount(takesBytes)) {
            for (int i = 0; i < count; i++) {
                int at = elements.addRow();
                if (total++ == 0) {
                    first = at;
                }
                element.read(in, at);
            }
        }
        column.putArray(row, first, total);
    }
}
