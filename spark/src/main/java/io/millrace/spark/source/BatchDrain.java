package io.millrace.spark.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Lets the running batch of a query end, and no other begin: its Millrace sources have nothing new
 * from then on. Where they are asked, the batch before is written down as done. A query without
 * such a source is waited for until a batch has ended.
 */
public final class BatchDrain implements AutoCloseable {

    private static final String QUERY_ID = "sql.streaming.queryId";
    private static final Duration CHECK = Duration.ofMillis(20);

    /** By the ids of the queries that are to begin no batch. */
    private static final Map<String, CountDownLatch> DRAINED = new ConcurrentHashMap<>();

    private final StreamingQuery query;
    private final String id;
    private final CountDownLatch drained = new CountDownLatch(1);
    private final long before;

    private BatchDrain(StreamingQuery query) {
        this.query = query;
        this.id = query.id().toString();
        this.before = lastBatch();
    }

    /** From now on the query begins no batch; until this is closed. */
    public static BatchDrain begin(StreamingQuery query) {
        BatchDrain drain = new BatchDrain(query);
        DRAINED.put(drain.id, drain.drained);
        return drain;
    }

    /** Waits until no batch runs; false if one still does after so long. */
    public boolean await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (query.isActive()
                && query.status().isTriggerActive()
                && lastBatch() <= before
                && !drained.await(CHECK.toNanos(), TimeUnit.NANOSECONDS)) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    private long lastBatch() {
        StreamingQueryProgress last = query.lastProgress();
        return last == null ? -1 : last.batchId();
    }

    /** Whether the query of this thread is to begin no batch. */
    static boolean holdsThisQuery() {
        if (DRAINED.isEmpty()) {
            return false;
        }
        String id = SparkSession.active().sparkContext().getLocalProperty(QUERY_ID);
        CountDownLatch asked = id == null ? null : DRAINED.get(id);
        if (asked != null) {
            asked.countDown();
        }
        return asked != null;
    }

    @Override
    public void close() {
        DRAINED.remove(id, drained);
    }
}
