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
                    + " and a window of one or several whole slides."),

    WINDOW_CHANGED(
            "Cannot go on with windows of '{window}' that slide by '{slide}': the checkpoint has the"
                    + " state of windows of '{keptWindow}' that slide by '{keptSlide}'. Take those"
                    + " again, or another checkpoint, which begins without state."),

    INVALID_TIME_KEPT(
            "Invalid time '{kept}' for which values are kept: expected at least 1 ms, in whole"
                    + " milliseconds."),

    VALUES_NOT_NULLABLE(
            "Invalid encoder of '{type}' for values: expected one that can encode null, which stands"
                    + " where a key has no value. Take that of the boxed type: Encoders.LONG()"
                    + " instead of Encoders.scalaLong().");

    private final ErrorDeclaration declaration;

    StreamError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
