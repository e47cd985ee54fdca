package io.millrace.spark.testing;

import io.millrace.common.PublicApi;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;

/**
 * Keeps what a query writes in the memory of the driver, for tests: {@code
 * writeStream().foreachBatch(output)}. Unlike Spark's {@code format("memory")} it takes all output
 * modes after a restart, too, and knows the micro-batches: one that is repeated takes the place of
 * what it gave before, as in a sink that writes exactly once. Thread-safe.
 */
@PublicApi
public final class MemoryOutput<T> implements VoidFunction2<Dataset<T>, Long> {

    private static final long serialVersionUID = 1L;

    private final TreeMap<Long, List<T>> batches = new TreeMap<>();

    @Override
    public void call(Dataset<T> batch, Long id) {
        List<T> rows = batch.collectAsList();
        synchronized (batches) {
            batches.put(id, rows);
        }
    }

    /** All rows, micro-batch after micro-batch. */
    public List<T> rows() {
        synchronized (batches) {
            return batches.values().stream().flatMap(List::stream).toList();
        }
    }

    /** The rows of each micro-batch, in their order; of one without rows an empty list. */
    public List<List<T>> batches() {
        synchronized (batches) {
            return List.copyOf(batches.values());
        }
    }
}
