package io.millrace.spark.checkpoint.check;

/**
 * One thing that a repair does to a file.
 *
 * @param file its name below the checkpoint
 * @param reason why
 */
public record RepairStep(Action action, String file, String reason) {

    /** What is done. */
    public enum Action {
        /** It is moved into the quarantine. */
        SET_ASIDE,
        /** It is written anew. */
        RESTORE
    }
}
