package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.Tuning;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** The settings of the cluster and of its jobs; {@code benchmarks/PEERS.md} gives the reasons. */
final class FlinkConfiguration {

    private static final Map<String, String> CLUSTER =
            Map.of(
                    "rest.bind-address", "127.0.0.1",
                    "rest.address", "127.0.0.1");

    private static final Map<String, String> JOB =
            Map.of(
                    "table.local-time-zone", "UTC",
                    // A run that fails shall say so.
                    "restart-strategy.type", "none");

    private static final Map<String, String> TUNED =
            Map.of(
                    "pipeline.object-reuse", "true",
                    "table.exec.mini-batch.enabled", "true",
                    "table.exec.mini-batch.allow-latency", "1 s",
                    "table.exec.mini-batch.size", "50000",
                    "table.optimizer.agg-phase-strategy", "TWO_PHASE");

    /** Forgets ids after their time; with bundles, first rows could not go on at once. */
    private static final Map<String, String> DEDUPLICATION =
            Map.of("table.exec.state.ttl", "10 min", "table.exec.mini-batch.enabled", "false");

    private FlinkConfiguration() {}

    static Configuration ofCluster(EngineSettings settings) {
        Map<String, String> all = new HashMap<>(CLUSTER);
        all.put("io.tmp.dirs", settings.workDirectory());
        return Configuration.fromMap(all);
    }

    static Configuration ofJob(EngineSettings settings, RunRequest request) {
        Map<String, String> all = new HashMap<>(JOB);
        // What a local environment does by itself.
        all.put("parallelism.default", Integer.toString(settings.cores()));
        if (settings.tuning() == Tuning.TUNED) {
            all.putAll(TUNED);
        }
        if (request.workload().equals("W6")) {
            all.putAll(DEDUPLICATION);
        }
        if (request.guarantee() != Guarantee.NONE) {
            all.put("execution.checkpointing.interval", "1 s");
            all.put(
                    "execution.checkpointing.mode",
                    request.guarantee() == Guarantee.EXACTLY_ONCE
                            ? "EXACTLY_ONCE"
                            : "AT_LEAST_ONCE");
            all.put(
                    "execution.checkpointing.dir",
                    Path.of(settings.workDirectory(), "checkpoints").toUri().toString());
        }
        return Configuration.fromMap(all);
    }
}
