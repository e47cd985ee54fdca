package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.util.List;

/**
 * How a table is written, as the driver has found it right.
 *
 * @param statement takes one row
 * @param keys the places of the key's columns; none where rows are appended
 * @param batchRows how many rows go to the database together
 * @param bufferBytes how much of a task is kept for another try
 */
record SinkPlan(
        ConnectionSettings settings,
        TableName table,
        List<QueryColumn> query,
        List<BoundColumn> columns,
        String statement,
        List<Integer> keys,
        int batchRows,
        long bufferBytes,
        RejectedPolicy rejected)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The same, reached in another way. */
    SinkPlan over(ConnectionSettings other) {
        return new SinkPlan(
                other, table, query, columns, statement, keys, batchRows, bufferBytes, rejected);
    }

    /** Found by name wherever the plan arrives. */
    Dialect dialect() {
        return Dialect.postgres();
    }
}
