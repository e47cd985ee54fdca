package io.millrace.common.error;

import io.millrace.common.PublicApi;
import java.io.Serializable;

/**
 * One kind of failure, declared once. Each module declares its codes in an enum; the reference page
 * of all codes is made from those enums.
 *
 * <p>The {@linkplain #template() template} reads {@code Cannot <do what> '{value}': <reason>. <what
 * to change>} or {@code Invalid <thing> '{value}': expected <what>}. Its placeholders are filled in
 * the order in which they first appear.
 */
@PublicApi
public interface ErrorCode extends Serializable {

    /** The stable name, in capitals, such as {@code TOPIC_NOT_FOUND}. */
    String name();

    /** What there is to say of it. */
    ErrorDeclaration declaration();

    /** Who can put it right. */
    default ErrorCategory category() {
        return declaration().category();
    }

    /** Whether the same request may succeed later with nothing changed. */
    default boolean retriable() {
        return declaration().retriable();
    }

    /** The message with named placeholders in braces. */
    default String template() {
        return declaration().template();
    }

    /** The exit code of a command that ends with this failure. */
    default int exitCode() {
        return declaration().exitCode();
    }

    /**
     * Makes the exception.
     *
     * @param arguments the values of the placeholders, in order of their first appearance
     */
    default MillraceException exception(Object... arguments) {
        return new MillraceException(this, null, arguments);
    }

    /**
     * Makes the exception with the failure that caused it.
     *
     * @param arguments the values of the placeholders, in order of their first appearance
     */
    default MillraceException causedBy(Throwable cause, Object... arguments) {
        return new MillraceException(this, cause, arguments);
    }
}
