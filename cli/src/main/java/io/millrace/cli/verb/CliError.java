package io.millrace.cli.verb;

import static io.millrace.common.error.ErrorCategory.INTERNAL;
import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a command itself. */
public enum CliError implements ErrorCode {
    INVALID_USAGE(USER, 2, "Invalid command line: {problem}. See: {command} --help"),
    UNKNOWN_COMMAND(USER, 2, "Unknown command '{name}' for {parent}. {suggestion}"),
    UNKNOWN_ARGUMENT(USER, 2, "Unknown argument '{argument}' for {command}. {suggestion}"),
    UNKNOWN_CLIENT_SETTING(USER, 2, "Unknown Kafka client setting '{key}'. {suggestion}"),
    INVALID_ENVIRONMENT(
            USER,
            2,
            "Invalid environment variable {name} with value '{value}': expected {expected}."),
    NO_BROKER_NAMED(
            USER,
            2,
            "Cannot tell which Kafka to talk to: there is no --bootstrap, no MILLRACE_BOOTSTRAP, and"
                    + " no broker runs for the project in '{directory}'. Name one with --bootstrap"
                    + " HOST:PORT, or start one with: millrace broker"),
    CONFIRMATION_NEEDED(
            USER,
            2,
            "Cannot {action} without confirmation: standard input is no terminal. Say that you mean"
                    + " it with --yes."),
    NOT_CONFIRMED(
            USER, 1, "Cannot {action}: '{expected}' was not typed. Nothing has been changed."),
    FILE_UNREADABLE(USER, 1, "Cannot read file '{file}': {reason}. Check its name and rights."),
    OUTPUT_FAILED(
            RESOURCE, 1, "Cannot write to standard output: {reason}. Check where it goes to."),
    INTERNAL_ERROR(
            INTERNAL,
            1,
            "Cannot go on: {reason}. This is a defect; --debug shows where it comes from.");

    private final ErrorDeclaration declaration;

    CliError(ErrorCategory category, int exitCode, String template) {
        this.declaration = new ErrorDeclaration(category, false, exitCode, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
