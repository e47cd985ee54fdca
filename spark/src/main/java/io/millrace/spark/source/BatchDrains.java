package io.millrace.spark.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Lets the running batches of several queries end at once, within one limit. */
public final class BatchDrains implements AutoCloseable {

    private final Map<StreamingQuery, BatchDrain> drains = new LinkedHashMap<>();

    private BatchDrains() {}

    /** From now on none of the queries begins a batch; until this is closed. */
    public static BatchDrains begin(List<StreamingQuery> queries) {
        BatchDrains all = new BatchDrains();
        queries.forEach(query -> all.drains.put(query, BatchDrain.begin(query)));
        return all;
    }

    /**
     * Waits until no batch runs.
     *
     * @return the queries of which one still does after so long
     */
    public List<StreamingQuery> await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<StreamingQuery> running = new ArrayList<>();
        for (Map.Entry<StreamingQuery, BatchDrain> drain : drains.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!drain.getValue().await(left)) {
                running.add(drain.getKey());
            }
        }
        return running;
    }

    @Override
    public void close() {
        drains.values().forEach(BatchDrain::close);
    }
}
