package io.millrace.dstream;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a direct stream. */
public enum DStreamError implements ErrorCode {
    KAFKA_PARAM_MISSING("Cannot read Kafka without the parameter '{key}': {reason}."),
    KAFKA_PARAM_INVALID(
            "Invalid Kafka parameter '{key}' with value '{value}': expected {expected}."),
    AUTO_COMMIT_REFUSED(
            "Cannot read Kafka with enable.auto.commit=true: it would commit records before they are"
                    + " processed, and they would be lost when the program fails. Set it to false, and"
                    + " commit with commitAsync when the output of a batch is written."),
    COMMIT_IMPOSSIBLE("Cannot commit the offsets of a direct stream: {reason}. {remedy}."),
    DESERIALIZER_UNUSABLE(
            "Cannot use '{class}' as the parameter {key}: {reason}. Name a class that implements"
                    + " org.apache.kafka.common.serialization.Deserializer, has a constructor without"
                    + " parameters and is on the class path of the executors."),
    DESERIALIZATION_FAILED(
            "Cannot deserialize the {part} of the record at offset {offset} of partition {partition}"
                    + " with {class}: {reason}. Correct its producer, or use a deserializer that"
                    + " accepts such records."),
    RANGES_UNREADABLE(
            "Cannot read the offset ranges '{text}' of the checkpoint: {reason}. Use the version of"
                    + " Millrace that wrote them, or begin anew with another checkpoint."),
    BATCH_FORGOTTEN(
            "Cannot read the batch of {time} again: the stream is at {last} and remembers no more"
                    + " which offsets that batch had. Call remember on the streaming context with a"
                    + " duration that reaches back so far."),
    STREAM_STOPPED(
            "Cannot plan a batch of the {stream}: its context has been stopped. The batch is planned"
                    + " when the program is started again."),
    RANGE_INVALID("Invalid offset range '{range}': expected {expected}.");

    private final ErrorDeclaration declaration;

    DStreamError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
