package io.millrace.format.avro;

import io.millrace.format.ColumnSink;

/** Reads records as structs. */
record StructReader(ColumnSink column, FieldReader fields) implements FieldReader {

    @Override
    public void read(AvroInput in, int row) {
        fields.read(in, row);
        column.putStruct(row);
    }
}
