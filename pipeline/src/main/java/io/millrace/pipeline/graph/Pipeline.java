package io.millrace.pipeline.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file of SQL defines, ready to run.
 *
 * @param name of the pipeline, which names its directory of checkpoints
 * @param tables by name, whatever the case
 * @param flows in the order of the file; at least one
 * @param settingsBefore every Spark setting that the file sets, with its value before
 */
public record Pipeline(
        String name,
        Map<String, TableDeclaration> tables,
        List<Flow> flows,
        Map<String, Optional<String>> settingsBefore) {

    public Pipeline {
        TreeMap<String, TableDeclaration> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(tables);
        tables = copy;
        flows = List.copyOf(flows);
        settingsBefore = Map.copyOf(settingsBefore);
    }

    public Optional<TableDeclaration> table(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}
