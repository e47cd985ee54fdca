package io.millrace.format.csv;

/** Reads the value of a field, any but null, into its column. */
@FunctionalInterface
interface FieldReader {

    /** Puts the value between these positions, or returns false where it is not plain. */
    boolean read(byte[] data, int from, int to, int row);
}
