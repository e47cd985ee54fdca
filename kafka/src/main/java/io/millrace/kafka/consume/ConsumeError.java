package io.millrace.kafka.consume;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** What can go wrong while records are read. */
public enum ConsumeError implements ErrorCode {
    OFFSET_NOT_HELD(
            USER,
            1,
            "Cannot read partition {partition} of topic '{topic}' from offset {offset}: it holds"
                    + " the offsets from {earliest} up to {latest}. Read from earliest, or move the"
                    + " group with: millrace group reset"),
    NO_RECORDS_IN_TIME(
            EXTERNAL,
            4,
            "Cannot read on from topic '{topic}': no record came within {timeout}, after {records}"
                    + " records. Wait longer with --timeout, or end at the records that are there"
                    + " with --until-end.");

    private final ErrorCategory category;
    private final int exitCode;
    private final String template;

    ConsumeError(ErrorCategory category, int exitCode, String template) {
        this.category = category;
        this.exitCode = exitCode;
        this.template = template;
    }

    @Override
    public ErrorCategory category() {
        return category;
    }

    @Override
    public boolean retriable() {
        return this == NO_RECORDS_IN_TIME;
    }

    @Override
    public int exitCode() {
        return exitCode;
    }

    @Override
    public String template() {
        return template;
    }
}
