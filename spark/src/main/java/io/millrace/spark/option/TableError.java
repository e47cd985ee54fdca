package io.millrace.spark.option;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a table, whether it is read or written. */
public enum TableError implements ErrorCode {
    SCHEMA_MISSING(
            "Cannot read values as {format}: no columns are declared. Name them in CREATE TABLE,"
                    + " with .schema(...), or in the option value.schema."),
    SCHEMA_MISMATCH(
            "Invalid columns for value.format={format}: expected {expected}, but found {found}."),
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
