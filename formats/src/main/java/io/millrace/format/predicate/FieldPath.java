package io.millrace.format.predicate;

import java.io.Serializable;
import java.util.List;

/** A field by its name and, before it, those of the structs around it, from the outermost on. */
public record FieldPath(List<String> names) implements Serializable {

    private static final long serialVersionUID = 1L;

    public FieldPath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path without a name");
        }
    }

    /** The path of these names. */
    public static FieldPath of(String... names) {
        return new FieldPath(List.of(names));
    }

    /** The column that the field is in. */
    public String root() {
        return names.get(0);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
