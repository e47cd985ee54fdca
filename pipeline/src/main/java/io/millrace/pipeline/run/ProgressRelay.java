package io.millrace.pipeline.run;

import io.millrace.spark.source.MillraceStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Passes what Spark reports of the queries of one pipeline on to a listener. */
@SuppressWarnings("serial")
final class ProgressRelay extends StreamingQueryListener {

    private final RunListener listener;
    private final Set<String> flows;

    /** By the ids of the runs of their queries, which are told to have begun before they do. */
    private final Map<UUID, String> running = new HashMap<>();

    ProgressRelay(RunListener listener, Set<String> flows) {
        this.listener = listener;
        this.flows = Set.copyOf(flows);
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {
        if (event.name() != null && flows.contains(event.name())) {
            synchronized (running) {
                running.put(event.runId(), event.name());
            }
            listener.flowStarted(event.name());
        }
    }

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        StreamingQueryProgress progress = event.progress();
        boolean known;
        synchronized (running) {
            known = running.containsKey(progress.runId());
        }
        if (known) {
            listener.progressed(progressOf(progress));
        }
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {
        String name;
        synchronized (running) {
            name = running.get(event.runId());
        }
        if (name != null) {
            listener.flowEnded(name);
            synchronized (running) {
                running.remove(event.runId());
                running.notifyAll();
            }
        }
    }

    /** Reports come by and by; waits until every query has reported its end. */
    void awaitEnds(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (running) {
            long left = limit.toNanos();
            while (!running.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(running, left);
                left = deadline - System.nanoTime();
            }
        }
    }

    private static FlowProgress progressOf(StreamingQueryProgress progress) {
        long lag = 0;
        boolean known = false;
        long rows = 0;
        long deadLetters = 0;
        for (SourceProgress source : progress.sources()) {
            // Spark counts what leaves the scan, which is less where filters are pushed into it.
            String read = source.metrics().get(MillraceStream.RECORDS_READ);
            rows += read == null ? source.numInputRows() : Long.parseLong(read);
            deadLetters +=
                    Long.parseLong(source.metrics().getOrDefault(MillraceStream.DEAD_LETTERS, "0"));
            String behind = source.metrics().get("offsetsBehindLatest");
            if (behind != null) {
                known = true;
                lag += Long.parseLong(behind);
            }
        }
        long late = 0;
        long stateRows = 0;
        for (StateOperatorProgress operator : progress.stateOperators()) {
            stateRows += operator.numRowsTotal();
            late += operator.numRowsDroppedByWatermark();
        }
        // Spark says -1 where it does not know.
        long written = progress.sink().numOutputRows();
        Duration duration = Duration.ofMillis(progress.batchDuration());
        double seconds = Math.max(1, duration.toMillis()) / 1_000.0;
        return new FlowProgress(
                progress.name(),
                progress.batchId(),
                rows,
                written < 0 ? OptionalLong.empty() : OptionalLong.of(written),
                late,
                deadLetters,
                rows / seconds,
                duration,
                known ? OptionalLong.of(lag) : OptionalLong.empty(),
                stateRows);
    }
}
