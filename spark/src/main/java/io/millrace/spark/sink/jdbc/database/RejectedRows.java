package io.millrace.spark.sink.jdbc.database;

import java.util.List;

/**
 * Takes the rows of a task that the database does not take. They come once the transaction has all
 * other rows and before it commits; if it has to be repeated they come again, so that none is lost.
 * Whoever cannot take a row throws, and the transaction is rolled back.
 */
public interface RejectedRows {

    /**
     * Takes rows, for good when it returns.
     *
     * @param rows in the order in which the task wrote them; at least one
     */
    void take(List<RejectedRow> rows);

    /**
     * A row with the reason why it is left out.
     *
     * @param table that it was meant for
     * @param task its partition
     * @param number its place among the rows of the task, from 1
     * @param columns the names of the values
     * @param values as they were bound, secrets or not
     * @param state the SQLSTATE
     * @param reason in words that hold no value of the row
     */
    record RejectedRow(
            TableName table,
            int task,
            long number,
            List<String> columns,
            List<Object> values,
            String state,
            String reason) {}
}
