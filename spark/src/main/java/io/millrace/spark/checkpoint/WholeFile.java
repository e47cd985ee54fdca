package io.millrace.spark.checkpoint;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;

/** Writes small files that are there whole or not at all. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a file that is not there.
     *
     * @throws org.apache.hadoop.fs.FileAlreadyExistsException if it is
     */
    public static void create(CheckpointFileManager files, Path file, byte[] content)
            throws IOException {
        write(files.createAtomic(file, false), content);
    }

    /** Writes a file in the place of the one that may be there. */
    public static void replace(CheckpointFileManager files, Path file, byte[] content)
            throws IOException {
        write(files.createAtomic(file, true), content);
    }

    private static void write(CancellableFSDataOutputStream out, byte[] content)
            throws IOException {
        try {
            out.write(content);
            out.close();
        } catch (IOException | RuntimeException e) {
            out.cancel();
            throw e;
        }
    }
}
