package io.millrace.common.option;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with options before anything has run. */
public enum OptionError implements ErrorCode {
    UNKNOWN_OPTION("Unknown option '{key}' for {subject}. {suggestion}"),
    INVALID_OPTION("Invalid option '{key}' with value '{value}': expected {expected}."),
    MISSING_OPTION("Missing option '{key}' for {subject}: {reason}."),
    CONFLICTING_OPTIONS("Conflicting options {keys} for {subject}: {reason}.");

    private final ErrorDeclaration declaration;

    OptionError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
