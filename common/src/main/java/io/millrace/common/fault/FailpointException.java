package io.millrace.common.fault;

/** Thrown by a point that was armed to throw. */
public final class FailpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailpointException(String point) {
        super("Failpoint '" + point + "' was armed to throw");
    }
}
