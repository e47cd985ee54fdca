package io.millrace.spark.checkpoint.check;

/**
 * Something that is wrong with a checkpoint.
 *
 * @param file its name below the checkpoint
 * @param problem what is wrong with it, to follow its name: {@code is empty}
 */
public record Finding(Severity severity, String file, String problem) {

    /** What a finding means for the next start. */
    public enum Severity {
        /** Nothing: the file is not needed any more. */
        NOTE,
        /** The query cannot go on, or would go on wrongly. */
        BROKEN
    }

    static Finding note(String file, String problem) {
        return new Finding(Severity.NOTE, file, problem);
    }

    static Finding broken(String file, String problem) {
        return new Finding(Severity.BROKEN, file, problem);
    }

    /** Whether the query cannot go on because of it. */
    public boolean isBroken() {
        return severity == Severity.BROKEN;
    }

    @Override
    public String toString() {
        return "'" + file + "' " + problem;
    }
}
