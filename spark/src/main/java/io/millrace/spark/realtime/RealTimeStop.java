package io.millrace.spark.realtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Stops queries in real-time mode between two batches, so that nothing is repeated when they go on.
 * A plain stop breaks the batch off, and the next run repeats it. Reaches the tasks of this process
 * only: on a cluster a stop remains a plain one.
 */
public final class RealTimeStop {

    private static final String QUERY_ID = "sql.streaming.queryId";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofMillis(20);

    /** The ids of queries whose tasks are to read nothing more. */
    private static final Set<String> ENDING = ConcurrentHashMap.newKeySet();

    private RealTimeStop() {}

    /**
     * Lets the running batch end, and stops the query.
     *
     * @return whether it has ended: not on a cluster, and not if it took too long or failed
     */
    public static boolean stop(StreamingQuery query) throws InterruptedException, TimeoutException {
        String id = query.id().toString();
        boolean reached = query.sparkSession().sparkContext().isLocal();
        boolean ended = !query.isActive();
        try {
            if (reached && !ended) {
                long last = lastBatch(query);
                ENDING.add(id);
                ended = awaitBatchAfter(last, query);
            }
        } finally {
            query.stop();
            ENDING.remove(id);
        }
        return ended;
    }

    private static boolean awaitBatchAfter(long batch, StreamingQuery query)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (query.isActive() && lastBatch(query) <= batch && System.nanoTime() - deadline < 0) {
            TimeUnit.NANOSECONDS.sleep(CHECK.toNanos());
        }
        return lastBatch(query) > batch;
    }

    private static long lastBatch(StreamingQuery query) {
        StreamingQueryProgress last = query.lastProgress();
        return last == null ? -1 : last.batchId();
    }

    /** Asks, in a task, whether its query is ending. */
    public interface Request {
        boolean isMade();
    }

    /** What the task of this thread asks. */
    public static Request ofThisTask() {
        String id = TaskContext.get().getLocalProperty(QUERY_ID);
        return () -> id != null && ENDING.contains(id);
    }
}
