package io.millrace.spark.checkpoint;

import java.io.IOException;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written here becomes a file when it is closed, unless it was cancelled before. */
final class AtomicOutput extends CancellableFSDataOutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicOutput.class);

    private final PartFile file;
    private final PartFile.Existing existing;
    private boolean ended;

    AtomicOutput(PartFile file, PartFile.Existing existing) {
        super(file.output());
        this.file = file;
        this.existing = existing;
    }

    @Override
    public synchronized void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        boolean published = false;
        try {
            file.publish(existing);
            published = true;
        } finally {
            if (!published) {
                discard();
            }
        }
    }

    @Override
    public synchronized void cancel() {
        if (!ended) {
            ended = true;
            discard();
        }
    }

    private void discard() {
        try {
            file.discard();
        } catch (IOException e) {
            // It does no harm under its own name.
            LOG.warn("Cannot delete what was written of a cancelled file: {}", e.toString());
        }
    }
}
