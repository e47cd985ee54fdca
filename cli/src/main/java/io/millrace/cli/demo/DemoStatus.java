package io.millrace.cli.demo;

import io.millrace.pipeline.run.FlowProgress;
import io.millrace.pipeline.run.RunListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the demo is doing. Safe for use by several threads. */
final class DemoStatus implements RunListener {

    private final Map<String, FlowProgress> flows = new LinkedHashMap<>();
    private long results;

    @Override
    public synchronized void progressed(FlowProgress progress) {
        flows.put(progress.flow(), progress);
    }

    synchronized void addResults(Collection<ResultReader.Result> more) {
        results += more.size();
    }

    synchronized long results() {
        return results;
    }

    /** Whether a batch has ended. */
    synchronized boolean hasBatches() {
        return !flows.isEmpty();
    }

    /** Readings that wait for the pipeline. */
    synchronized long lag() {
        return flows.values().stream().mapToLong(p -> p.lag().orElse(0)).max().orElse(0);
    }

    /** How long the slowest of the last batches took. */
    synchronized double batchSeconds() {
        return flows.values().stream().mapToLong(p -> p.duration().toMillis()).max().orElse(0)
                / 1_000.0;
    }
}
