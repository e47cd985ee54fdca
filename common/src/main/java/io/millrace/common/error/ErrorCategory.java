package io.millrace.common.error;

/**
 * Who can put an error right. The category decides the exit code of a command, unless the code has
 * one of its own.
 */
public enum ErrorCategory {
    /** The request itself is wrong: a query, an option, a record, a name. */
    USER(1),
    /** A service that Millrace talks to is away, refuses or misbehaves. */
    EXTERNAL(3),
    /** This machine lacks something: memory, disk, a port, a permission, a lock. */
    RESOURCE(1),
    /** A defect of Millrace. */
    INTERNAL(1);

    private final int exitCode;

    ErrorCategory(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with an error of this category. */
    public int exitCode() {
        return exitCode;
    }
}
