package io.millrace.common.error;

import io.millrace.common.PublicApi;
import java.io.Serializable;

/**
 * What an error code says of a failure.
 *
 * @param category who can put it right
 * @param retriable whether the same request may succeed later with nothing changed
 * @param exitCode the exit code of a command that ends with it
 * @param template the message with named placeholders in braces
 */
@PublicApi
public record ErrorDeclaration(
        ErrorCategory category, boolean retriable, int exitCode, String template)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A failure with the exit code of its category. */
    public ErrorDeclaration(ErrorCategory category, boolean retriable, String template) {
        this(category, retriable, category.exitCode(), template);
    }

    /** A failure that stays until something is changed. */
    public static ErrorDeclaration permanent(ErrorCategory category, String template) {
        return new ErrorDeclaration(category, false, template);
    }
}
