package io.millrace.broker;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in a few words that fit into a message. */
final class FailureReason {

    private FailureReason() {}

    /** The reason at the bottom of a chain of causes. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = text(cause).strip().lines().findFirst().orElse("");
        text = text.isEmpty() ? cause.toString() : text;
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(Throwable cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied for '" + denied.getFile() + "'";
        }
        if (cause instanceof NoSuchFileException missing) {
            return "'" + missing.getFile() + "' does not exist";
        }
        if (cause instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        if (cause instanceof InternalError) {
            // What the JVM throws when the system cannot give it a page of a file.
            return "a file mapped into memory cannot be read or written, as on a full disk";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
