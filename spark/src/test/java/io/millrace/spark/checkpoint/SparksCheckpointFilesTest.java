package io.millrace.spark.checkpoint;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;

/** The contract is Spark's, and not one of our making. */
class SparksCheckpointFilesTest extends CheckpointFilesContract {

    @Override
    CheckpointFileManager open(Path root) {
        return CheckpointFileManager.create(
                new org.apache.hadoop.fs.Path(root.toString()), new Configuration());
    }
}
