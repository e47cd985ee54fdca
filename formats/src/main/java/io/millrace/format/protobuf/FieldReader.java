package io.millrace.format.protobuf;

/** Reads one field of a message, however often it is there. */
abstract class FieldReader {

    /** What has become of a field. */
    enum Taken {
        /** It has a value now. */
        SET,
        /** Its value was read and is none. */
        UNKNOWN_ENUM_VALUE,
        /** It has another wire type than its values have, and nothing was read. */
        REFUSED
    }

    /**
     * Reads the field whose tag was read last.
     *
     * @param row the row of the message
     */
    abstract Taken take(WireInput in, int tag, int row);

    /** Puts the field at the end of its message, be it there or not, and forgets it. */
    abstract void finish(int row);

    /** Forgets what has been read and not yet put. */
    abstract void forget();
}
