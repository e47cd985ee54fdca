package io.millrace.format.registry;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong between Millrace and a schema registry. */
public enum RegistryError implements ErrorCode {
    REGISTRY_URL_INVALID(
            USER,
            false,
            "Invalid schema registry URL '{url}': expected {expected}. Correct"
                    + " schema.registry.url."),
    REGISTRY_UNREACHABLE(
            EXTERNAL,
            true,
            "Cannot get {what} from the schema registry at '{url}': {reason}. Check that it runs"
                    + " there and that schema.registry.url is right."),
    REGISTRY_REFUSED(
            EXTERNAL,
            false,
            "Cannot get {what} from the schema registry at '{url}': {reason}. Check"
                    + " schema.registry.basic.auth.user.info or schema.registry.bearer.auth.token,"
                    + " and what that user may read."),
    REGISTRY_ANSWER_INVALID(
            EXTERNAL,
            false,
            "Cannot use what the schema registry at '{url}' answers for {what}: {reason}. Check"
                    + " that schema.registry.url is the root of a Confluent-compatible API."),
    SCHEMA_NOT_FOUND(
            USER,
            false,
            "Cannot find {what} in the schema registry at '{url}': {reason}. Check that the"
                    + " records were written with schemas of this registry."),
    SUBJECT_NOT_FOUND(
            USER,
            false,
            "Cannot find {what} in the schema registry at '{url}': {reason}. Register the schema,"
                    + " or name another subject in schema.registry.subject."),
    REGISTRY_INTERRUPTED(
            EXTERNAL,
            true,
            "Cannot get {what} from the schema registry at '{url}': interrupted while waiting.");

    private final ErrorDeclaration declaration;

    RegistryError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
