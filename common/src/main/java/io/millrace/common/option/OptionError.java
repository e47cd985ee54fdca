package io.millrace.common.option;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** What can be wrong with options before anything has run. */
public enum OptionError implements ErrorCode {
    UNKNOWN_OPTION("Unknown option '{key}' for {subject}. {suggestion}"),
    INVALID_OPTION("Invalid option '{key}' with value '{value}': expected {expected}."),
    MISSING_OPTION("Missing option '{key}' for {subject}: {reason}."),
    CONFLICTING_OPTIONS("Conflicting options {keys} for {subject}: {reason}.");

    private final String template;

    OptionError(String template) {
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
