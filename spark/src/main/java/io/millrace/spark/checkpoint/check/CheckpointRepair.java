package io.millrace.spark.checkpoint.check;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.checkpoint.CheckpointError;
import io.millrace.spark.checkpoint.WholeFile;
import io.millrace.spark.checkpoint.fit.FlowManifest;
import io.millrace.spark.checkpoint.fit.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Makes a checkpoint usable again. Whoever does it has the lease of the pipeline. */
public final class CheckpointRepair {

    private CheckpointRepair() {}

    /** What it would take; nothing is changed. */
    public static RepairPlan plan(String checkpoint, Configuration hadoop) {
        try {
            CheckpointFolder folder = new CheckpointFolder(new Path(checkpoint), hadoop);
            return RepairPlanner.plan(
                    checkpoint,
                    QueryLogs.whole(folder),
                    StateFolder.read(folder),
                    knownId(checkpoint, hadoop));
        } catch (IOException e) {
            throw Checkpoints.unreadable(checkpoint, e);
        }
    }

    /** A manifest that cannot be read tells nothing. */
    private static Optional<String> knownId(String checkpoint, Configuration hadoop) {
        try {
            return Manifests.read(checkpoint, hadoop).map(FlowManifest::query);
        } catch (MillraceException e) {
            return Optional.empty();
        }
    }

    /**
     * Does what was planned.
     *
     * @return where files were moved to
     */
    public static String apply(RepairPlan plan, Configuration hadoop) {
        Path place = new Path(plan.path(), Quarantine.DIRECTORY);
        try {
            CheckpointFolder folder = new CheckpointFolder(new Path(plan.path()), hadoop);
            Quarantine quarantine = new Quarantine(folder, Instant.now());
            place = quarantine.place();
            for (RepairStep step : plan.steps()) {
                switch (step.action()) {
                    case SET_ASIDE -> quarantine.take(step.file());
                    case RESTORE -> restoreMetadata(folder, knownId(plan.path(), hadoop));
                }
            }
            return place.toString();
        } catch (IOException e) {
            throw CheckpointError.CHECKPOINT_NOT_REPAIRED.causedBy(
                    e, plan.path(), e.getMessage(), place);
        }
    }

    private static void restoreMetadata(CheckpointFolder folder, Optional<String> id)
            throws IOException {
        String text = "{\"id\":\"" + id.orElseThrow() + "\"}";
        WholeFile.create(
                folder.files(),
                folder.path(QueryLogs.METADATA),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
