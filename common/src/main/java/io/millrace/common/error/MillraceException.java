package io.millrace.common.error;

import io.millrace.common.PublicApi;
import java.util.Optional;

/**
 * The one root of all failures that Millrace reports. Its message starts with the code in brackets,
 * so that the code survives being wrapped by other systems.
 */
@PublicApi
public class MillraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String text;

    public MillraceException(ErrorCode code, Throwable cause, Object... arguments) {
        this(code, MessageTemplate.fill(code.template(), arguments), cause);
    }

    private MillraceException(ErrorCode code, String text, Throwable cause) {
        super("[" + code.name() + "] " + text, cause);
        this.code = code;
        this.text = text;
    }

    /** What kind of failure this is. */
    public ErrorCode code() {
        return code;
    }

    /** The message without the code in front. */
    public String text() {
        return text;
    }

    /**
     * The same failure with the place in the user's files that led to it.
     *
     * @param place such as {@code clicks.sql:12:7}
     */
    public MillraceException at(String place) {
        return new MillraceException(code, place + ": " + text, this);
    }

    /** The first Millrace failure in a chain of causes. */
    public static Optional<MillraceException> findIn(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 100; t = t.getCause(), depth++) {
            if (t instanceof MillraceException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
