package io.millrace.format.avro;

/**
 * Puts the same value each time and reads nothing: the default of a field that the writer lacks.
 *
 * @param encoded the value as a writer would have written it
 */
record Constant(byte[] encoded, FieldReader reader, AvroInput own) implements FieldReader {

    Constant(byte[] encoded, FieldReader reader) {
        this(encoded, reader, new AvroInput());
    }

    @Override
    public void read(AvroInput in, int row) {
        own.reset(encoded, 0, encoded.length);
        reader.read(own, row);
    }
}
