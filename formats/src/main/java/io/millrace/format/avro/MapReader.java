package io.millrace.format.avro;

import io.millrace.format.ColumnSink;

/** Reads maps. Entries with the same key are all kept. */
record MapReader(ColumnSink column, ColumnSink keys, ColumnSink values, FieldReader value)
        implements FieldReader {

    @Override
    public void read(AvroInput in, int row) {
        int first = 0;
        int total = 0;
        for (int count = in.readCount(true); count != 0; count = in.readCount(true)) {
            for (int i = 0; i < count; i++) {
                int at = keys.addRow();
                values.addRow();
                if (total++ == 0) {
                    first = at;
                }
                int length = in.readLength();
                keys.putBytes(at, in.data(), in.take(length), length);
                value.read(in, at);
            }
        }
        column.putMap(row, first, total);
    }
}
