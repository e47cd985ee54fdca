package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.util.Optional;

/**
 * The query that could not process a record.
 *
 * @param idOrNull the id that its checkpoint keeps; a batch query has none
 * @param nameOrNull the name that its user gave it
 */
@PublicApi
public record LetterQuery(String idOrNull, String nameOrNull) implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final LetterQuery NONE = new LetterQuery(null, null);

    public Optional<String> id() {
        return Optional.ofNullable(idOrNull);
    }

    public Optional<String> name() {
        return Optional.ofNullable(nameOrNull);
    }
}
