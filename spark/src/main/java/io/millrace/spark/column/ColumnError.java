package io.millrace.spark.column;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** A schema that no columns can hold. */
public enum ColumnError implements ErrorCode {
    UNSUPPORTED_TYPE(
            "Invalid type of column '{column}': {type} cannot be decoded. Use a numeric type,"
                    + " BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, DECIMAL, STRUCT,"
                    + " ARRAY or MAP, or read the value as STRING and convert it in the query.");

    private final String template;

    ColumnError(String template) {
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
