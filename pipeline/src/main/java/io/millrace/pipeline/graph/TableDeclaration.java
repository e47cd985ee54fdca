package io.millrace.pipeline.graph;

import io.millrace.pipeline.statement.SqlText;
import io.millrace.spark.sink.jdbc.JdbcProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table that a pipeline declares: a topic, or a table of another data source.
 *
 * @param options by name, whatever the case
 */
public record TableDeclaration(
        String name, String provider, Map<String, String> options, SqlText statement) {

    public TableDeclaration {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(options);
        options = copy;
    }

    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    public boolean isMillrace() {
        return provider.equalsIgnoreCase("millrace");
    }

    /** Whether it is a table of a database. */
    public boolean isJdbc() {
        return provider.equalsIgnoreCase(JdbcProvider.NAME);
    }
}
