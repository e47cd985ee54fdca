package io.millrace.spark.source;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a source before or while it reads. */
public enum SourceError implements ErrorCode {
    SELECTION_INVALID("Cannot tell which topics to read: {reason}. {remedy}."),
    POSITION_INVALID("Invalid option '{option}' with value '{value}': expected {expected}."),
    MALFORMED_RECORD(
            "Cannot decode the record at offset {offset} of partition {partition} as {format}:"
                    + " {problem}. Correct its producer, and set value.malformed=deadletter to send such"
                    + " records to a dead-letter topic, or value.malformed=null to read null in"
                    + " place of what does not fit, or take the field out of the schema."),
    NOT_AVAILABLE_YET("Cannot use {what}: it is not available in this version. {remedy}."),
    LIMIT_IN_REAL_TIME(
            "Cannot read in real-time mode with the option '{option}': {reason}. Take it out, or use"
                    + " a trigger that makes micro-batches."),
    DEAD_LETTERS_IN_REAL_TIME(
            "Cannot read in real-time mode with value.malformed=deadletter: dead letters are written"
                    + " when a micro-batch ends. Set value.malformed to fail or null, or use a"
                    + " trigger that makes micro-batches."),
    SLOTS_TAKEN(
            "Cannot start another query in real-time mode: the others hold all {slots} task slots"
                    + " for as long as they run. Give Spark more slots, such as --master local[8] or"
                    + " more executor cores, or run fewer queries."),
    SLOTS_MISSING(
            "Cannot read partitions {partitions} in real-time mode: no task slot was free for them"
                    + " while the last {batches} batches ran. Give Spark more slots, such as"
                    + " --master local[8] or more executor cores, or run fewer queries."),
    OFFSETS_UNREADABLE(
            "Cannot read the offsets '{text}' of the checkpoint: {reason}. Use the version of"
                    + " Millrace that wrote them, or begin anew with another checkpoint."),
    CHECKPOINT_FAILED(
            "Cannot {action} '{path}': {reason}. See that the checkpoint directory exists and may"
                    + " be written.");

    private final ErrorDeclaration declaration;

    SourceError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
