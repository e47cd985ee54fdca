package io.millrace.spark.stream;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What is wrong with an operation on a stream. */
public enum StreamError implements ErrorCode {
    STATE_STORE_UNFIT(
            "Cannot define '{operation}' with the state store '{provider}': it keeps lists and maps"
                    + " for each key, which only RocksDB can. Set"
                    + " spark.sql.streaming.stateStore.providerClass to {rocksdb}."),

    INVALID_WINDOW(
            "Invalid window of '{window}' that slides by '{slide}': expected a slide of at least 1 ms,"
                    + " and a window of one or several whole slides.");

    private final ErrorDeclaration declaration;

    StreamError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
