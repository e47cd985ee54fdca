package io.millrace.format.avro;

/** Says that bytes are no record of the schema they are read with. Thrown often, so cheap. */
final class MalformedAvro extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedAvro(String reason) {
        super(reason, null, false, false);
    }
}
