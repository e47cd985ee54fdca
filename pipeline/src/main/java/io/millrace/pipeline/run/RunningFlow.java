package io.millrace.pipeline.run;

import io.millrace.common.error.MillraceException;
import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.graph.Flow;
import io.millrace.spark.realtime.RealTimeStop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One flow of a pipeline that runs: its query, or the next one where one has failed of something
 * that may pass. Its owner sees to it that it is not looked at and stopped at the same time.
 */
final class RunningFlow {

    private static final Logger LOG = LoggerFactory.getLogger(RunningFlow.class);

    private final Flow flow;
    private final boolean realTime;
    private final Supplier<StreamingQuery> start;
    private final Function<StreamingQuery, Optional<Watchdog>> watching;
    private final Restarts restarts;
    private final RunListener listener;
    private StreamingQuery query;
    private Optional<Watchdog> watchdog;
    private MillraceException failure;
    private boolean waits;
    private boolean stopped;
    private long startsAt;

    /**
     * @param start starts the query of the flow where its checkpoint is
     */
    RunningFlow(
            Flow flow,
            boolean realTime,
            Supplier<StreamingQuery> start,
            Function<StreamingQuery, Optional<Watchdog>> watching,
            Restarts restarts,
            RunListener listener) {
        this.flow = flow;
        this.realTime = realTime;
        this.start = start;
        this.watching = watching;
        this.restarts = restarts;
        this.listener = listener;
    }

    void begin() {
        query = start.get();
        watchdog = watching.apply(query);
    }

    Flow flow() {
        return flow;
    }

    /** The last one that was started. */
    StreamingQuery query() {
        return query;
    }

    boolean isRealTime() {
        return realTime;
    }

    /** Whether it runs, or may again. */
    boolean isActive() {
        boolean mayGoOn = !stopped && failure == null && (waits || query.exception().isDefined());
        return mayGoOn || query.isActive();
    }

    /** Why it does not go on, if it has failed. */
    Optional<MillraceException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Sees whether the query has failed, and starts the next one when it is time. */
    void look() {
        if (failure != null || stopped) {
            return;
        }
        if (waits && System.nanoTime() - startsAt >= 0) {
            restart();
        } else if (!waits) {
            if (query.lastProgress() != null) {
                restarts.progressed();
            }
            // Not before it has given everything back, its name among it.
            if (query.exception().isDefined() && !query.isActive()) {
                failed(failureOf(query.exception().get()));
            }
        }
    }

    private void failed(MillraceException reason) {
        Optional<Duration> wait = restarts.after(reason);
        if (wait.isEmpty()) {
            waits = false;
            failure = reason;
            return;
        }
        waits = true;
        startsAt = System.nanoTime() + wait.get().toNanos();
        LOG.warn(
                "Flow '{}' failed and is started again in {} s: {}",
                flow.name(),
                wait.get().toSeconds(),
                reason.getMessage());
        listener.flowInterrupted(flow.name(), reason, wait.get());
    }

    private void restart() {
        try {
            begin();
            waits = false;
        } catch (RuntimeException e) {
            failed(failureOf(e));
        }
    }

    /** Looks whether the batch that runs makes progress. */
    void watch(Consumer<MillraceException> alarm) {
        if (!waits) {
            watchdog.ifPresent(dog -> dog.look(alarm));
        }
    }

    private MillraceException failureOf(Throwable cause) {
        return MillraceException.findIn(cause)
                .orElseGet(
                        () ->
                                PipelineError.FLOW_FAILED.causedBy(
                                        cause, flow.name(), rootMessage(cause)))
                .at(flow.statement().place().toString());
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }

    /** Stops it for good. Returns false if the waiting was interrupted. */
    boolean stop() {
        stopped = true;
        try {
            if (realTime) {
                RealTimeStop.stop(query);
            } else {
                query.stop();
            }
            return true;
        } catch (TimeoutException e) {
            LOG.warn("Flow '{}' did not stop in time", flow.name(), e);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
