package io.millrace.spark.checkpoint.fit;

/**
 * Something that a checkpoint depends on and that is another now.
 *
 * @param what the thing
 * @param was as the checkpoint has it
 * @param is as the query has it
 */
record Difference(Weight weight, String what, String was, String is) {

    /** What comes of going on in spite of it. */
    enum Weight {
        /** The query can go on, and does something else than before. */
        MAY_BE_MEANT,
        /** What the checkpoint holds is of no use to the query. */
        CANNOT_WORK
    }

    @Override
    public String toString() {
        return what + ": was " + was + ", is " + is;
    }
}
