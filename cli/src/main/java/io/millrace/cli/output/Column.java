package io.millrace.cli.output;

import java.util.Locale;
import java.util.function.Function;

/**
 * One column of a table, and one field of the JSON of the same thing.
 *
 * @param key the field's name in JSON, in camel case; the table's heading is made from it
 * @param value a string, number, boolean, list, map, an optional of these, or null
 * @param inTable whether people see it, too
 */
public record Column<T>(String key, Function<T, ?> value, boolean inTable) {

    public static <T> Column<T> of(String key, Function<T, ?> value) {
        return new Column<>(key, value, true);
    }

    /** A field for programs that would only widen the table. */
    public static <T> Column<T> jsonOnly(String key, Function<T, ?> value) {
        return new Column<>(key, value, false);
    }

    String heading() {
        return key.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    }
}
