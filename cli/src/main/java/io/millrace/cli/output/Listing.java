package io.millrace.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list of things shows of each thing, declared once for tables and for JSON.
 *
 * @param columns in the order of the table
 */
public record Listing<T>(List<Column<T>> columns) {

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Listing<T> of(Column<T>... columns) {
        return new Listing<>(List.of(columns));
    }

    /** One thing as a JSON object. */
    public Map<String, Object> object(T thing) {
        Map<String, Object> object = new LinkedHashMap<>();
        columns.forEach(column -> object.put(column.key(), column.value().apply(thing)));
        return object;
    }

    /** Many things as a JSON array. */
    public List<Map<String, Object>> array(Iterable<T> things) {
        List<Map<String, Object>> array = new ArrayList<>();
        things.forEach(thing -> array.add(object(thing)));
        return array;
    }
}
