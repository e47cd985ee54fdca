package io.millrace.format.registry;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A schema of a registry with all that it refers to. Immutable.
 *
 * @param id what records carry to name it
 * @param text the schema in its own language
 * @param references the texts of the schemas that this one needs, theirs included, by the name they
 *     are referred to (of Protobuf the path of the import, of Avro the full name of the type); each
 *     comes after those that it needs itself
 */
@PublicApi
public record RegisteredSchema(int id, SchemaType type, String text, Map<String, String> references)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public RegisteredSchema {
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }
}
