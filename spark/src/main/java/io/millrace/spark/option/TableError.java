package io.millrace.spark.option;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a table, whether it is read or written. */
public enum TableError implements ErrorCode {
    SETTING_REFUSED("Cannot set '{setting}' on a millrace table: {reason}. Take it out.");

    private final ErrorDeclaration declaration;

    TableError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
