package io.millrace.format.protobuf.language;

/** A schema that is not written in the language, or in a part of it that is not understood. */
public final class ProtoSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    ProtoSyntaxException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line of the schema, from 1. */
    public int line() {
        return line;
    }
}
