package io.millrace.format.protobuf;

/**
 * Ends the decoding of a message. It is thrown for records, so it is cheap: it has no stack trace,
 * and each reason is made once.
 */
final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final MalformedMessage TRUNCATED =
            new MalformedMessage("it ends in the middle of a field");
    static final MalformedMessage NEGATIVE_LENGTH =
            new MalformedMessage("it has a field of negative length");
    static final MalformedMessage LONG_VARINT =
            new MalformedMessage("it has a varint of more than ten bytes");
    static final MalformedMessage BAD_TAG =
            new MalformedMessage("it has a field with the number 0 or an unknown wire type");
    static final MalformedMessage BAD_GROUP =
            new MalformedMessage("it has a group that does not end where it should");
    static final MalformedMessage TOO_DEEP =
            new MalformedMessage("its messages are nested more than 100 levels deep");
    static final MalformedMessage BAD_TEXT =
            new MalformedMessage("it has a string that is not UTF-8");
    static final MalformedMessage BAD_TIME =
            new MalformedMessage("it has a time that does not fit 64 bits of microseconds");

    private MalformedMessage(String problem) {
        super(problem, null, false, false);
    }

    /** The message has something else in this field than its schema says. */
    static MalformedMessage otherType(String field) {
        return new MalformedMessage("its field " + field + " has another type than in the schema");
    }

    /** The message has a value in this field that its enum does not have. */
    static MalformedMessage unknownEnumValue(String field) {
        return new MalformedMessage("its field " + field + " has a value that its enum lacks");
    }

    /** The message lacks a field that its schema requires. */
    static MalformedMessage lacks(String field) {
        return new MalformedMessage("it lacks the required field " + field);
    }
}
