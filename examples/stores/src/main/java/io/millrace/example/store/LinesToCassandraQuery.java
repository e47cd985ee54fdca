package io.millrace.example.store;

import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@link LinesToCassandra} as a query, in the Dataset API or in SQL. A new checkpoint counts its
 * micro-batches from 0: truncate the table {@code store.words} with it, or totals that are there
 * stay.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint, host and port of
 * Cassandra, and {@code lines}, {@code totals}, {@code lines-in-sql} or {@code totals-in-sql}.
 */
public final class LinesToCassandraQuery {

    private LinesToCassandraQuery() {}

    public static void main(String[] arguments) throws Exception {
        String server = arguments[3];
        LineQueries.run("lines-to-cassandra", arguments, storeLines(server), storeTotals(server));
    }

    private static VoidFunction2<Dataset<Row>, Long> storeLines(String server) {
        ForeachPartitionFunction<Row> store =
                rows ->
                        LinesToCassandra.insertAll(
                                LinesToCassandra.session(server),
                                LinesToCassandra.INSERT_LINE,
                                rows,
                                row ->
                                        new Object[] {
                                            row.getString(0),
                                            row.getInt(1),
                                            row.getLong(2),
                                            row.getString(3)
                                        });
        return (batch, id) -> batch.foreachPartition(store);
    }

    private static VoidFunction2<Dataset<Row>, Long> storeTotals(String server) {
        return (batch, id) -> {
            ForeachPartitionFunction<Row> store =
                    rows ->
                            LinesToCassandra.insertAll(
                                    LinesToCassandra.session(server),
                                    LinesToCassandra.INSERT_TOTAL,
                                    rows,
                                    row -> new Object[] {row.getString(0), row.getLong(1), id});
            batch.foreachPartition(store);
        };
    }
}
