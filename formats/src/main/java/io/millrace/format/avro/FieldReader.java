package io.millrace.format.avro;

/** Reads one value of the writer, and puts what becomes of it into columns. */
@FunctionalInterface
interface FieldReader {

    /**
     * Reads the next value.
     *
     * @param row where it is put
     * @throws MalformedAvro if there is none of the expected type
     */
    void read(AvroInput in, int row);
}
