package io.millrace.spark.source;

import io.millrace.kafka.offset.StreamPosition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * Where the stream began, kept in the checkpoint: a first batch that is repeated after a crash must
 * begin where it began before, even if that was "latest".
 */
final class InitialOffsets {

    private static final String FILE = "initial-offsets.json";

    private final Path file;

    InitialOffsets(String checkpointLocation) {
        this.file = new Path(checkpointLocation, FILE);
    }

    /** What was kept, or else the given position, which is kept from now on. */
    StreamPosition getOrKeep(Supplier<StreamPosition> position) {
        SparkSession session = SparkSession.active();
        CheckpointFileManager files =
                CheckpointFileManager.create(
                        file.getParent(), session.sessionState().newHadoopConf());
        try (FSDataInputStream in = files.open(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return MillraceOffset.parse(text).position();
        } catch (FileNotFoundException absent) {
            StreamPosition first = position.get();
            keep(files, first);
            return first;
        } catch (IOException e) {
            throw SourceError.CHECKPOINT_FAILED.causedBy(e, "read", file, e.getMessage());
        }
    }

    private void keep(CheckpointFileManager files, StreamPosition position) {
        try {
            files.mkdirs(file.getParent());
            CancellableFSDataOutputStream out = files.createAtomic(file, false);
            try {
                out.write(new MillraceOffset(position).json().getBytes(StandardCharsets.UTF_8));
                out.close();
            } catch (IOException e) {
                out.cancel();
                throw e;
            }
        } catch (IOException e) {
            throw SourceError.CHECKPOINT_FAILED.causedBy(e, "write", file, e.getMessage());
        }
    }
}
