package io.millrace.pipeline.run;

import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import io.millrace.spark.optimizer.BatchPlanText;
import io.millrace.spark.state.MillraceStateStoreProvider;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Millrace sets otherwise than Spark, most of it so that a micro-batch costs little beside its
 * records. Each may be set back, in a pipeline or for one run.
 */
final class EngineDefaults {

    private EngineDefaults() {}

    /** As settings of Spark. */
    static Map<String, String> settings() {
        Map<String, String> conf = new LinkedHashMap<>();
        // What runs says so on the terminal, which is the command's, and no port is opened.
        conf.put("spark.ui.enabled", "false");
        conf.put("spark.ui.showConsoleProgress", "false");
        // A query that hangs must not keep a command from ending.
        conf.put("spark.sql.streaming.stopTimeout", "20s");
        // Spark's list knows no sinks but its own; RealTimePlan checks queries in its place.
        conf.put("spark.sql.streaming.realTimeMode.allowlistCheck", "false");
        // Spark's own starts a process and writes a second file for each local file.
        conf.put(MillraceCheckpointFiles.SETTING, MillraceCheckpointFiles.class.getName());
        // Spark's own copies all state for each micro-batch, twice.
        conf.put(MillraceStateStoreProvider.SETTING, MillraceStateStoreProvider.class.getName());
        // Spark's default, which must not depend on its version: state that was damaged is refused.
        conf.put("spark.sql.streaming.checkpoint.fileChecksum.enabled", "true");
        // A question to the driver per partition and batch, of use to foreachBatch alone.
        conf.put("spark.sql.streaming.stateStore.commitValidation.enabled", "false");
        // Questions to the driver, too, for a line in its log.
        conf.put("spark.sql.streaming.stateStore.coordinatorReportSnapshotUploadLag", "false");
        // Jars of their own are for sessions of Spark Connect. Each query is a session, too: its
        // tasks would look for classes in a loader of their own, and compile all code anew.
        conf.put("spark.sql.artifact.isolation.enabled", "false");
        // A buffer of this size is made for each of the half a dozen small broadcasts of a batch;
        // of Spark's 4 MiB they are most of what a small batch allocates.
        conf.put("spark.broadcast.blockSize", "128k");
        // For the UI, Spark plans each micro-batch anew to write that down, and keeps what has run.
        conf.put(BatchPlanText.SETTING, "false");
        conf.put("spark.sql.ui.explainMode", "simple");
        conf.put("spark.sql.ui.retainedExecutions", "2");
        conf.put("spark.ui.retainedJobs", "20");
        conf.put("spark.ui.retainedStages", "20");
        conf.put("spark.ui.retainedTasks", "200");
        conf.put("spark.sql.streaming.numRecentProgressUpdates", "10");
        return conf;
    }
}
