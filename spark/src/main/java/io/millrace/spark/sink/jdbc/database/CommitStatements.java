package io.millrace.spark.sink.jdbc.database;

/**
 * The statements over the table of commits and the table of runs.
 *
 * @param create creates what of both is not there
 * @param raise makes a run the newest: query, sink, run; gives its generation
 * @param generation of the newest run: query, sink
 * @param hold the same, and keeps it from being raised until the transaction ends
 * @param claim takes an epoch for this transaction: query, sink, partition, epoch, tasks, splits,
 *     version; changes no row if the epoch or a later one is there, and waits for whoever is about
 *     to write it
 * @param found the rows of this partition and of all with this epoch or a later one: query, sink,
 *     partition, epoch; gives partition, epoch, tasks, version, splits
 */
record CommitStatements(
        CreateStatement[] create,
        String raise,
        String generation,
        String hold,
        String claim,
        String found) {

    /** Creates a table that is not there. */
    record CreateStatement(TableName table, String sql) {}
}
