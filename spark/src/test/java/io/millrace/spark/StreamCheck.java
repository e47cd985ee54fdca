package io.millrace.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Runs a stream to its end again and again over one checkpoint, as restarts do, and gathers what
 * comes out.
 */
public final class StreamCheck {

    private final Path checkpoint = LocalStack.newDirectory("checkpoint");
    private final ConcurrentLinkedQueue<String> rows = new ConcurrentLinkedQueue<>();

    public Path checkpoint() {
        return checkpoint;
    }

    /**
     * Processes everything that is there, as a query started anew.
     *
     * @return the rows of this run as text, sorted
     */
    public List<String> run(Dataset<Row> stream) throws StreamingQueryException {
        rows.clear();
        start(stream).awaitTermination();
        List<String> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.naturalOrder());
        return sorted;
    }

    private StreamingQuery start(Dataset<Row> stream) {
        VoidFunction2<Dataset<Row>, Long> gather =
                (batch, id) -> batch.collectAsList().forEach(row -> rows.add(row.toString()));
        try {
            return stream.writeStream()
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.AvailableNow())
                    .foreachBatch(gather)
                    .start();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
