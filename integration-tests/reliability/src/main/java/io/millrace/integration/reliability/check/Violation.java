package io.millrace.integration.reliability.check;

/**
 * One thing that is not as it was promised.
 *
 * @param subject the record's id, the key of a state, or the name of a process
 * @param place where it was seen; null for what was not seen
 */
public record Violation(Kind kind, String subject, Place place, String detail) {

    /** What can be wrong. */
    public enum Kind {
        /** Sent, and in no output. */
        MISSING,
        /** In the output more than once. */
        DUPLICATED,
        /** In the output, and never sent. */
        PHANTOM,
        /** Not what was sent. */
        ALTERED,
        /** In an output where it does not belong. */
        WRONG_TOPIC,
        /** Behind a later record of its key. */
        OUT_OF_ORDER,
        /** In the output and in the dead-letter topic. */
        IN_BOTH,
        /** A state that no beginning of the input leads to, or not the last one. */
        WRONG_STATE,
        /** A process that has not ended when it was asked to. */
        NOT_STOPPED,
        /** A process that went on though another had taken over. */
        STILL_ALIVE,
        /** A process that ended by itself in a way of which it knows nothing. */
        UNEXPECTED_END,
        /** A failure that is a defect by its code. */
        INTERNAL_FAILURE
    }

    @Override
    public String toString() {
        return kind + " " + subject + (place == null ? "" : " at " + place) + ": " + detail;
    }
}
