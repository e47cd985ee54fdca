package io.millrace.format.avro;

import io.millrace.format.ColumnSink;

/** Reads one branch of a union of several types as a struct, of which one field is not null. */
record MemberReader(ColumnSink column, FieldReader member, ColumnSink[] others)
        implements FieldReader {

    @Override
    public void read(AvroInput in, int row) {
        member.read(in, row);
        for (ColumnSink other : others) {
            other.putNull(row);
        }
        column.putStruct(row);
    }
}
