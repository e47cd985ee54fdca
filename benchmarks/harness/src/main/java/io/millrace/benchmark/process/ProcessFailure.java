package io.millrace.benchmark.process;

/** A process has not done what it was asked for; the message says why in one line. */
public final class ProcessFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public ProcessFailure(String message) {
        super(message);
    }
}
