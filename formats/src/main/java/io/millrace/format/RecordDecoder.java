package io.millrace.format;

/**
 * Turns the bytes of one record's value into a row of typed columns. A decoder is made for one set
 * of columns and writes only to those; it is not thread-safe.
 */
public interface RecordDecoder {

    /** How a record was decoded. */
    enum Outcome {
        /** Every column of the row is put. */
        DECODED,
        /**
         * The record, or some value in it, does not fit the schema. Every column of the row is put:
         * what could be read, and null for the rest.
         */
        MALFORMED,
        /**
         * The decoder was made with a predicate, which the record does not satisfy. What the
         * columns hold at this row is undefined; another record may be decoded into it.
         */
        SKIPPED
    }

    /**
     * Decodes one value.
     *
     * @param row the row to put in every column
     */
    Outcome decode(byte[] data, int offset, int length, int row);

    /** Why the last record was {@link Outcome#MALFORMED}, in a few words without the record. */
    default String problem() {
        return "it does not fit the schema";
    }
}
