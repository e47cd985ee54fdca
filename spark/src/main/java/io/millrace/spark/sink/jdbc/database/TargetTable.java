package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the database has it.
 *
 * @param uniqueKeys the columns of each unique index that an upsert can use
 */
public record TargetTable(TableName name, List<TargetColumn> columns, List<Set<String>> uniqueKeys)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    Optional<TargetColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    List<String> columnNames() {
        return columns.stream().map(TargetColumn::name).toList();
    }
}
