package io.millrace.spark.option;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** What can be wrong with a table, whether it is read or written. */
public enum TableError implements ErrorCode {
    SETTING_REFUSED("Cannot set '{setting}' on a millrace table: {reason}. Take it out.");

    private final String template;

    TableError(String template) {
        this.template = template;
    }

    @Override
    public ErrorCategory category() {
        return ErrorCategory.USER;
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
