package io.millrace.spark.checkpoint.fit;

/**
 * A part of a query that keeps state.
 *
 * @param kind such as {@code aggregate}
 * @param key by what it keeps it, with types
 * @param value what it keeps, with types, as far as the query tells
 */
public record StatefulOperator(String kind, String key, String value) {

    @Override
    public String toString() {
        String kept = value.isEmpty() ? "" : " of " + value;
        return kind + (key.isEmpty() ? "" : " by " + key) + kept;
    }
}
