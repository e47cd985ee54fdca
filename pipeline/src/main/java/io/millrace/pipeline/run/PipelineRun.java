package io.millrace.pipeline.run;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.pipeline.graph.Flow;
import io.millrace.pipeline.graph.FlowSettings;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.statement.SqlFailure;
import io.millrace.spark.source.BatchDrains;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline that runs: one streaming query for each flow, with a checkpoint of its own, all ending
 * together. May be stopped from any thread.
 */
public final class PipelineRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(3);
    private static final Duration LAST_ABORTS = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofMillis(50);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SparkSession session;
    private final ProgressRelay relay;
    private final RunningTasks tasks = new RunningTasks();
    private final List<RunningFlow> flows = new ArrayList<>();
    private volatile boolean stopped;
    private volatile MillraceException aborted;
    private long watchedAt = System.nanoTime();

    private PipelineRun(SparkSession session, ProgressRelay relay) {
        this.session = session;
        this.relay = relay;
    }

    /**
     * Starts every flow, or none: whatever can be found wrong before is found before the first one
     * runs.
     *
     * @param checkpoints the directory of the pipeline's checkpoints, any file system of Hadoop
     */
    public static PipelineRun start(
            SparkSession session,
            Pipeline pipeline,
            String checkpoints,
            RunMode mode,
            RunListener listener) {
        return start(session, pipeline, checkpoints, RunPolicy.of(mode), listener);
    }

    /**
     * The same by a policy.
     *
     * @param checkpoints the directory of the pipeline's checkpoints, any file system of Hadoop
     */
    public static PipelineRun start(
            SparkSession session,
            Pipeline pipeline,
            String checkpoints,
            RunPolicy policy,
            RunListener listener) {
        RunMode mode = policy.mode();
        Map<Flow, FlowStart> starts = new LinkedHashMap<>();
        for (Flow flow : pipeline.flows()) {
            apply(session, pipeline, flow);
            starts.put(
                    flow,
                    SqlFailure.locate(
                            flow.statement(), () -> FlowStart.prepare(session, pipeline, flow)));
        }
        Map<Flow, FlowCheckpoint> places = new LinkedHashMap<>();
        starts.forEach(
                (flow, start) ->
                        places.put(
                                flow,
                                SqlFailure.locate(
                                        flow.statement(),
                                        () -> {
                                            FlowCheckpoint place =
                                                    start.checkpoint(
                                                            checkpoints + "/" + flow.name(), mode);
                                            place.require(policy.changes());
                                            return place;
                                        })));
        starts.forEach(
                (flow, start) ->
                        SqlFailure.locate(
                                flow.statement(),
                                () -> {
                                    start.createTopics(listener);
                                    return flow;
                                }));
        TopicCreation.createForDeadLetters(pipeline, listener);
        ProgressRelay relay =
                new ProgressRelay(
                        listener,
                        pipeline.flows().stream().map(Flow::name).collect(Collectors.toSet()));
        session.streams().addListener(relay);
        PipelineRun run = new PipelineRun(session, relay);
        session.sparkContext().addSparkListener(run.tasks);
        try {
            starts.forEach(
                    (flow, start) -> {
                        FlowCheckpoint place = places.get(flow);
                        boolean realTime = start.isRealTime(mode);
                        RunningFlow running =
                                new RunningFlow(
                                        flow,
                                        realTime,
                                        () -> {
                                            apply(session, pipeline, flow);
                                            return SqlFailure.locate(
                                                    flow.statement(),
                                                    () -> start.start(place, mode));
                                        },
                                        query ->
                                                realTime
                                                        ? Optional.empty()
                                                        : run.watchdog(flow, query, policy),
                                        restarts(flow, mode),
                                        listener);
                        running.begin();
                        run.flows.add(running);
                        place.belongsTo(running.query().id());
                    });
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** What runs once has somebody who runs it again. */
    private static Restarts restarts(Flow flow, RunMode mode) {
        Duration limit =
                mode == RunMode.ONCE
                        ? Duration.ZERO
                        : FlowSettings.of(flow).get(FlowSettings.RESTART_LIMIT);
        return new Restarts(limit, System::nanoTime);
    }

    private Optional<Watchdog> watchdog(Flow flow, StreamingQuery query, RunPolicy policy) {
        Duration limit = FlowSettings.of(flow).get(FlowSettings.WATCHDOG);
        return limit.isZero()
                ? Optional.empty()
                : Optional.of(new Watchdog(flow.name(), query, tasks, limit, policy.dumps()));
    }

    /** A flow runs under the settings that stood before it in the file, and no others. */
    private static void apply(SparkSession session, Pipeline pipeline, Flow flow) {
        pipeline.settingsBefore()
                .forEach(
                        (key, before) -> {
                            String value = flow.settings().getOrDefault(key, before.orElse(null));
                            if (value == null) {
                                session.conf().unset(key);
                            } else {
                                session.conf().set(key, value);
                            }
                        });
    }

    /**
     * Waits until the pipeline has ended: all flows are through, it was stopped, or one has failed,
     * which stops the others.
     *
     * @throws MillraceException for the first flow that failed
     */
    public void awaitEnd() throws InterruptedException {
        boolean ended = false;
        while (!ended) {
            ended = awaitEnd(MOMENT);
        }
    }

    /**
     * The same, for no longer than the limit.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        MillraceException failure = look();
        while (failure == null && isActive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, CHECK.toNanos()));
            watch();
            failure = look();
        }
        close();
        if (failure != null && !stopped) {
            throw failure;
        }
        return true;
    }

    /** Now and then: each look asks every query for its status. */
    private void watch() {
        if (System.nanoTime() - watchedAt >= MOMENT.toNanos()) {
            watchedAt = System.nanoTime();
            flows.forEach(running -> running.watch(this::hangs));
        }
    }

    private void hangs(MillraceException failure) {
        LOG.error(failure.getMessage());
        abort(failure);
    }

    /** Ends the run as failed; {@link #awaitEnd} throws this. Returns at once. */
    public void abort(MillraceException failure) {
        aborted = failure;
    }

    private synchronized boolean isActive() {
        return flows.stream().anyMatch(RunningFlow::isActive);
    }

    /** Sees to flows that have failed; gives the first failure that is for good. */
    private synchronized MillraceException look() {
        if (aborted != null) {
            return aborted;
        }
        if (!stopped) {
            flows.forEach(RunningFlow::look);
        }
        return flows.stream()
                .flatMap(running -> running.failure().stream())
                .findFirst()
                .orElse(null);
    }

    /** Stops all flows; {@link #awaitEnd} then returns. What a batch was doing is done again. */
    public void stop() {
        stop(Duration.ZERO);
    }

    /**
     * The same, but batches that run may finish first.
     *
     * @param limit how long; what has not finished by then is broken off, and done again
     */
    public void stop(Duration limit) {
        stopped = true;
        if (!limit.isZero()) {
            drain(limit);
        }
        close();
    }

    private void drain(Duration limit) {
        // A real-time batch has no end of its own; stopping it is another matter.
        List<RunningFlow> batches = flows.stream().filter(flow -> !flow.isRealTime()).toList();
        try (BatchDrains drains =
                BatchDrains.begin(batches.stream().map(RunningFlow::query).toList())) {
            List<StreamingQuery> broken = drains.await(limit);
            batches.stream()
                    .filter(flow -> broken.contains(flow.query()))
                    .forEach(flow -> warnOfBreak(flow, limit));
            batches.forEach(RunningFlow::stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warnOfBreak(RunningFlow flow, Duration limit) {
        LOG.warn(
                "The batch of flow '{}' did not finish in {}: it is broken off, and done again by"
                        + " the next run",
                flow.flow().name(),
                DurationText.format(limit));
    }

    @Override
    public synchronized void close() {
        boolean interrupted = false;
        for (RunningFlow running : flows) {
            interrupted |= !running.stop();
        }
        try {
            relay.awaitEnds(LAST_REPORTS);
            // Open transactions hide what comes after them.
            TransactionPool.shared().awaitNoneOpen(LAST_ABORTS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        session.streams().removeListener(relay);
        session.sparkContext().removeSparkListener(tasks);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
