package io.millrace.kafka.local;

import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** What can be wrong with the record that a running broker leaves in its data directory. */
public enum BrokerRecordError implements ErrorCode {
    BROKER_RECORD_UNREADABLE(
            RESOURCE,
            "Cannot find out whether a broker runs in '{directory}': {reason}. Name the broker with"
                    + " --bootstrap, or delete '{file}' if no broker runs there."),
    BROKER_RECORD_NEWER(
            USER,
            "Cannot read '{file}': it has format version {version} and this Millrace reads"
                    + " version {known}. Use the Millrace that started the broker, or name the"
                    + " broker with --bootstrap.");

    private final ErrorCategory category;
    private final String template;

    BrokerRecordError(ErrorCategory category, String template) {
        this.category = category;
        this.template = template;
    }

    @Override
    public ErrorCategory category() {
        return category;
    }

    @Override
    public boolean retriable() {
        return false;
    }

    @Override
    public String template() {
        return template;
    }
}
