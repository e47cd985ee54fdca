package io.millrace.spark.stream;

import io.millrace.common.PublicApi;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.spark.realtime.RealTimeStop;
import io.millrace.spark.source.BatchDrains;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.RealTimeTrigger;
import org.apache.spark.sql.execution.streaming.runtime.StreamExecution;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops queries as {@code millrace run} does after SIGTERM: the micro-batch that runs may finish,
 * and none begins after it, so that the next run has nothing to repeat. {@code
 * StreamingQuery.stop()} breaks it off.
 *
 * <p>Where a query reads no source of Millrace, or has an operation that runs at each trigger,
 * nobody can keep it from beginning one more micro-batch: what that one does is broken off, and
 * repeated by the next run.
 */
@PublicApi
public final class GracefulStop {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final Duration LAST_ABORTS = Duration.ofSeconds(5);

    /** Before that of Spark, which stops its context, and of Hadoop, which closes file systems. */
    private static final int PRIORITY = 100;

    private static final Duration SPARE = Duration.ofSeconds(30);

    private GracefulStop() {}

    /**
     * Stops a query and waits for its end.
     *
     * @param limit how long its micro-batch may take; what has not finished by then is broken off,
     *     and repeated by the next run. In real-time mode it may take 5 s, whatever is said here,
     *     and on a cluster it is always broken off
     * @return whether it has finished; false, too, if the query has failed, also before
     * @throws TimeoutException if the query does not end in {@code
     *     spark.sql.streaming.stopTimeout}, as {@code StreamingQuery.stop()} has it
     */
    public static boolean stop(StreamingQuery query, Duration limit)
            throws InterruptedException, TimeoutException {
        return stop(List.of(query), limit);
    }

    /**
     * The same for all queries of a session, at once. Where stopping one of them fails, the others
     * are stopped before the exception is thrown.
     *
     * @return whether all have finished
     */
    public static boolean stopAll(SparkSession session, Duration limit)
            throws InterruptedException, TimeoutException {
        return stop(List.of(session.streams().active()), limit);
    }

    /**
     * Does so for all queries of a session when this process ends, by SIGTERM, by Ctrl-C or by
     * itself, before Spark is stopped; what {@code spark.streaming.stopGracefullyOnShutdown} is to
     * DStreams. A process that is killed (SIGKILL) repeats the micro-batch, as ever: see that
     * whoever stops it waits for longer than the limit.
     */
    public static void onShutdown(SparkSession session, Duration limit) {
        ShutdownHookManager.get()
                .addShutdownHook(
                        () -> stopAtShutdown(session, limit),
                        PRIORITY,
                        limit.plus(SPARE).toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void stopAtShutdown(SparkSession session, Duration limit) {
        if (session.sparkContext().isStopped()) {
            return;
        }
        try {
            stopAll(session, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("A query did not stop in time", e);
        }
    }

    private static boolean stop(List<StreamingQuery> queries, Duration limit)
            throws InterruptedException, TimeoutException {
        List<StreamingQuery> broken = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        try (BatchDrains drains =
                BatchDrains.begin(queries.stream().filter(q -> !isRealTime(q)).toList())) {
            broken.addAll(drains.await(limit));
            for (StreamingQuery query : queries) {
                try {
                    if (!isRealTime(query)) {
                        query.stop();
                    } else if (!RealTimeStop.stop(query)) {
                        broken.add(query);
                    }
                } catch (TimeoutException | RuntimeException e) {
                    failures.add(e);
                }
            }
        }
        // Open transactions hide what comes after them.
        TransactionPool.shared().awaitNoneOpen(LAST_ABORTS);
        broken.forEach(
                query ->
                        LOG.warn(
                                "The micro-batch of query '{}' did not finish in time: it is broken"
                                        + " off, and repeated by the next run",
                                query.name() == null ? query.id() : query.name()));
        throwFirst(failures);
        return broken.isEmpty() && queries.stream().noneMatch(q -> q.exception().isDefined());
    }

    private static void throwFirst(List<Exception> failures) throws TimeoutException {
        if (failures.isEmpty()) {
            return;
        }
        Exception first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof TimeoutException timeout) {
            throw timeout;
        }
        throw (RuntimeException) first;
    }

    private static boolean isRealTime(StreamingQuery query) {
        StreamingQuery inner =
                query instanceof StreamingQueryWrapper wrapper ? wrapper.streamingQuery() : query;
        return inner instanceof StreamExecution execution
                && execution.trigger() instanceof RealTimeTrigger;
    }
}
