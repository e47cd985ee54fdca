package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.AnswerRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Runs a stream over all that is there, and gathers the rows that hold at the end. */
final class StreamRun {

    private final Map<List<Object>, String> rows = new LinkedHashMap<>();
    private final int keyColumns;

    private StreamRun(int keyColumns) {
        this.keyColumns = keyColumns;
    }

    /**
     * Runs a query in update mode.
     *
     * @param keyColumns how many columns make the key; the last row of a key counts
     * @param checkpoint where nothing is yet
     */
    static List<String> toEnd(Dataset<Row> query, int keyColumns, Path checkpoint)
            throws StreamingQueryException, TimeoutException {
        StreamRun run = new StreamRun(keyColumns);
        VoidFunction2<Dataset<Row>, Long> sink =
                (batch, id) -> batch.collectAsList().forEach(run::take);
        query.writeStream()
                .outputMode("update")
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(sink)
                .start()
                .awaitTermination();
        return new ArrayList<>(run.rows.values());
    }

    private void take(Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        rows.put(List.of(values).subList(0, keyColumns), AnswerRow.of(values));
    }
}
