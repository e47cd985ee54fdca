package io.millrace.kafka.produce;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong while records are sent. */
public enum ProduceError implements ErrorCode {
    PRODUCE_INCOMPLETE(
            EXTERNAL,
            true,
            "Cannot send every record to topic '{topic}' at '{bootstrap}': {reason}. Of {read}"
                    + " records read, {acknowledged} were acknowledged. Sending again would repeat"
                    + " those."),
    RECORD_REFUSED(
            USER,
            false,
            "Cannot send a record to topic '{topic}' at '{bootstrap}': {reason}. Of {read} records"
                    + " read, {acknowledged} were acknowledged. Change the record, or the limits of"
                    + " the topic (max.message.bytes, cleanup.policy) and of the client"
                    + " (max.request.size)."),
    LINE_TOO_LONG(
            USER,
            false,
            "Cannot send line {line}: it has more than {limit} bytes. Send it in parts, or raise the"
                    + " limit with --kafka max.request.size=BYTES (and max.message.bytes of the"
                    + " topic)."),
    LINE_WITHOUT_KEY(
            USER,
            false,
            "Cannot send line {line}: it has no key separator '{separator}'. Put a key and the"
                    + " separator before the value, or leave out --key-separator."),
    INPUT_UNREADABLE(USER, false, "Cannot read the records to send: {reason}.");

    private final ErrorDeclaration declaration;

    ProduceError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
