package io.millrace.kafka.consume;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong while records are read. */
public enum ConsumeError implements ErrorCode {
    OFFSET_NOT_HELD(
            USER,
            false,
            1,
            "Cannot read partition {partition} of topic '{topic}' from offset {offset}: it holds"
                    + " the offsets from {earliest} up to {latest}. Read from earliest, or move the"
                    + " group with: millrace group reset"),
    NO_RECORDS_IN_TIME(
            EXTERNAL,
            true,
            4,
            "Cannot read on from topic '{topic}': no record came within {timeout}, after {records}"
                    + " records. Wait longer with --timeout, or end at the records that are there"
                    + " with --until-end.");

    private final ErrorDeclaration declaration;

    ConsumeError(ErrorCategory category, boolean retriable, int exitCode, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, exitCode, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
