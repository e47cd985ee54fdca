package io.millrace.format.protobuf;

/**
 * Reads the values of a field and puts them into a column. A message is not done with one value: of
 * a field that is there twice, the messages are merged, so it is put when the message around it
 * ends.
 */
abstract class ValueReader {

    /** What was read. */
    enum Seen {
        VALUE,
        /** The value that a field has when it is not there. */
        DEFAULT,
        /** A number that the enum lacks; nothing is put. */
        UNKNOWN_ENUM_VALUE
    }

    private final int wireType;

    ValueReader(int wireType) {
        this.wireType = wireType;
    }

    final int wireType() {
        return wireType;
    }

    /** Reads one value; one that is no message is put at once. */
    abstract Seen read(WireInput in, int row);

    /** Puts what has been read, if that has not happened yet. */
    void finish(int row) {}

    /** Puts the default value of the field. */
    abstract void putDefault(int row);

    /** Forgets what has been read and not yet put. */
    void forget() {}
}
