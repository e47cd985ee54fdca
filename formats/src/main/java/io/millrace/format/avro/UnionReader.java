package io.millrace.format.avro;

/** Reads unions: what the writer's branch becomes. */
record UnionReader(FieldReader[] branches) implements FieldReader {

    @Override
    public void read(AvroInput in, int row) {
        branches[in.readIndex(branches.length, "branch")].read(in, row);
    }
}
