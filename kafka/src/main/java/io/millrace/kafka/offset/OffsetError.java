package io.millrace.kafka.offset;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** A position that does not fit the topics. */
public enum OffsetError implements ErrorCode {
    POSITION_INCOMPLETE(
            "Invalid {option}: expected one entry for every partition that is read, but {problem}."
                    + " Use -1 for latest and -2 for earliest."),
    POSITION_BEYOND_END(
            "Invalid {option} for partition {partition}: expected an offset up to {end}, where the"
                    + " partition ends, but was {offset}. Use -1 for latest."),
    NO_RECORD_AT_TIMESTAMP(
            "Cannot start at timestamp {millis} in partition {partition}: no record there is that"
                    + " late. Choose an earlier timestamp or set"
                    + " startingOffsetsByTimestampStrategy=latest."),
    NO_OFFSET_TO_START_AT(
            "Cannot begin in partition {partition}: no starting offset is given for it, consumer"
                    + " group '{group}' has committed none, and auto.offset.reset is none. Give an"
                    + " offset, or set auto.offset.reset to earliest or latest."),
    START_AFTER_END(
            "Cannot read partition {partition} from offset {start} to {end}: the start lies after"
                    + " the end. Change the starting or the ending position.");

    private final ErrorDeclaration declaration;

    OffsetError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
