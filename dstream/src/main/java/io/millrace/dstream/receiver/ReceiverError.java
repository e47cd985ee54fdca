package io.millrace.dstream.receiver;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a stream that is received. */
public enum ReceiverError implements ErrorCode {
    WRITE_AHEAD_LOG_OFF(
            USER,
            false,
            "Cannot receive from {source}: the write-ahead log is off, and what the driver or an"
                    + " executor holds when it dies would be lost. Set"
                    + " spark.streaming.receiver.writeAheadLog.enable=true and a checkpoint"
                    + " directory, or accept that with LogPolicy.ADVISED."),
    RECEIVER_SETTING_REFUSED(
            USER, false, "Invalid setting of a receiver '{setting}': {reason}. Leave it out."),
    INVALID_RECEIVER(USER, false, "Invalid {thing} '{value}': expected {expected}."),
    RECEIVER_INTERRUPTED(
            EXTERNAL,
            true,
            "Cannot go on receiving from {source}: {reason}. What was not stored is not"
                    + " acknowledged; the next attempt comes in {wait} ms."),
    PARTITION_STALLED(
            EXTERNAL,
            true,
            "Cannot receive partition {partition} of topic '{topic}' in consumer group '{group}'"
                    + " from offset {offset} on: {reason}. The other partitions go on; it is tried"
                    + " again in {wait} ms. To go on without a record, receive bytes and decode"
                    + " them in the stream."),
    RECEIVED_RECORDS_GONE(
            USER,
            false,
            "Cannot go on in partition {partition} of topic '{topic}' for consumer group '{group}':"
                    + " offset {offset} is outside of what the broker has, {first} to {end}. The"
                    + " records were deleted before they were received, or the topic was made anew."
                    + " Set the group to another offset, or go on with what is there with"
                    + " KafkaGroup.acceptingLoss()."),
    NO_GROUP_OFFSET(
            USER,
            false,
            "Cannot begin with partition {partition} of topic '{topic}': consumer group '{group}' has"
                    + " no offset there and auto.offset.reset is none. Commit one, or set"
                    + " auto.offset.reset to earliest or latest."),
    MESSAGE_NOT_DECODED(
            USER,
            false,
            "Cannot decode a message of {parts} parts from {source}: {reason}. It is lost, as its"
                    + " sender does not keep it; let the function give something for messages that it"
                    + " does not understand.");

    private final ErrorDeclaration declaration;

    ReceiverError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
