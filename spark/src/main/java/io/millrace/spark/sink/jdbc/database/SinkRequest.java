package io.millrace.spark.sink.jdbc.database;

import java.util.List;
import java.util.Optional;

/**
 * What the options of a sink ask for.
 *
 * @param schema of the table, or nothing for the one that the connection starts in
 * @param columns of the rows
 * @param keys the columns that an upsert finds rows by; none to append
 * @param absent what is done where the table is not there
 * @param commits the name of the table of commits
 * @param batchRows how many rows go to the database together
 * @param bufferBytes how much of a task is kept for another try
 */
public record SinkRequest(
        ConnectionSettings settings,
        Optional<String> schema,
        String table,
        List<QueryColumn> columns,
        List<String> keys,
        AbsentTable absent,
        String commits,
        int batchRows,
        long bufferBytes,
        RejectedPolicy rejected) {

    /** What is done where a table is not there. */
    public enum AbsentTable {
        REFUSE,
        CREATE
    }
}
