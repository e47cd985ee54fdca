package io.millrace.spark.column;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** A schema that no columns can hold. */
public enum ColumnError implements ErrorCode {
    UNSUPPORTED_TYPE(
            "Invalid type of column '{column}': {type} cannot be decoded. Use a numeric type,"
                    + " BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, INTERVAL DAY TO SECOND,"
                    + " DECIMAL, STRUCT, ARRAY or MAP, or read the value as STRING and convert it in the query.");

    private final ErrorDeclaration declaration;

    ColumnError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
