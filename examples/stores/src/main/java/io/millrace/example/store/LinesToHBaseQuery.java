package io.millrace.example.store;

import org.apache.hadoop.hbase.client.BufferedMutator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@link LinesToHBase} as a query, in the Dataset API or in SQL. A new checkpoint counts its
 * micro-batches from 0: truncate the table {@code words} with it, or totals that are there stay.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint, host and port of
 * ZooKeeper, and {@code lines}, {@code totals}, {@code lines-in-sql} or {@code totals-in-sql}.
 */
public final class LinesToHBaseQuery {

    private LinesToHBaseQuery() {}

    public static void main(String[] arguments) throws Exception {
        String server = arguments[3];
        LineQueries.run("lines-to-hbase", arguments, storeLines(server), storeTotals(server));
    }

    private static VoidFunction2<Dataset<Row>, Long> storeLines(String zooKeeper) {
        ForeachPartitionFunction<Row> store =
                rows -> {
                    try (BufferedMutator table = LinesToHBase.table(zooKeeper, "lines")) {
                        while (rows.hasNext()) {
                            Row row = rows.next();
                            table.mutate(
                                    LinesToHBase.line(
                                            row.getString(0),
                                            row.getInt(1),
                                            row.getLong(2),
                                            row.getString(3)));
                        }
                    }
                };
        return (batch, id) -> batch.foreachPartition(store);
    }

    private static VoidFunction2<Dataset<Row>, Long> storeTotals(String zooKeeper) {
        return (batch, id) -> {
            ForeachPartitionFunction<Row> store =
                    rows -> {
                        try (BufferedMutator table = LinesToHBase.table(zooKeeper, "words")) {
                            while (rows.hasNext()) {
                                Row row = rows.next();
                                table.mutate(
                                        LinesToHBase.total(row.getString(0), row.getLong(1), id));
                            }
                        }
                    };
            batch.foreachPartition(store);
        };
    }
}
