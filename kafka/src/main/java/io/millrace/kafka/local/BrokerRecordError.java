package io.millrace.kafka.local;

import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

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

    private final ErrorDeclaration declaration;

    BrokerRecordError(ErrorCategory category, String template) {
        this.declaration = ErrorDeclaration.permanent(category, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
