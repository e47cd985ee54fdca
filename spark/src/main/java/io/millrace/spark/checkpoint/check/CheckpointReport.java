package io.millrace.spark.checkpoint.check;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How the checkpoint of one flow stands.
 *
 * @param path where it is
 * @param queryId of the query whose checkpoint it is
 * @param planned the last batch that was planned
 * @param committed the last batch that is done
 * @param stores how many parts its state has
 * @param oldestState the oldest version of the state of which there are files
 * @param newestState the newest one
 * @param findings what is wrong
 */
public record CheckpointReport(
        String path,
        Optional<String> queryId,
        OptionalLong planned,
        OptionalLong committed,
        int stores,
        OptionalLong oldestState,
        OptionalLong newestState,
        List<Finding> findings) {

    static CheckpointReport of(String path, QueryLogs logs, StateFolder state) {
        NavigableSet<Long> versions = new TreeSet<>();
        state.stores().forEach(store -> versions.addAll(store.versions()));
        List<Finding> findings = new java.util.ArrayList<>(logs.findings());
        findings.addAll(state.findings(Math.max(0, logs.nextBatch())));
        return new CheckpointReport(
                path,
                logs.queryId(),
                logs.offsets().last(),
                logs.commits().last(),
                state.stores().size(),
                versions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(versions.first()),
                versions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(versions.last()),
                List.copyOf(findings));
    }

    /** Whether the query cannot go on from it. */
    public boolean isBroken() {
        return findings.stream().anyMatch(Finding::isBroken);
    }
}
