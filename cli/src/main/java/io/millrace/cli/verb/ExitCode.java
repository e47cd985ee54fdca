package io.millrace.cli.verb;

/** How a command ends, for scripts. */
public final class ExitCode {

    /** All went well. */
    public static final int OK = 0;

    /** Something was found, or the run failed. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
