package io.millrace.spark.checkpoint;

import io.millrace.common.PublicApi;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * The files of Spark's checkpoints, written by plain Java where they lie on a local disk; anywhere
 * else Spark's own way is used. Set its name as {@value #SETTING}.
 *
 * <p>A file is there whole or not at all, also after the power has gone: its bytes are on the disk
 * before its name is, and its name is before {@code close} returns. A small file that was changed
 * behind Spark's back is refused when it is read ({@link Fingerprint}). What Spark's own class has
 * written can be read, and the other way round.
 *
 * <p>Thread-safe.
 */
@PublicApi
public final class MillraceCheckpointFiles implements CheckpointFileManager {

    /** The setting of Spark that takes the name of this class. */
    public static final String SETTING = "spark.sql.streaming.checkpointFileManagerClass";

    private final CheckpointFileManager files;

    /**
     * As Spark makes it.
     *
     * @param path the directory of a log or a state store
     */
    public MillraceCheckpointFiles(Path path, Configuration hadoop) throws IOException {
        FileSystem system = path.getFileSystem(hadoop);
        boolean local = system instanceof LocalFileSystem || system instanceof RawLocalFileSystem;
        this.files = local ? new LocalFiles(system.makeQualified(path)) : sparks(path, hadoop);
    }

    private static CheckpointFileManager sparks(Path path, Configuration hadoop) {
        Configuration withoutThis = new Configuration(hadoop);
        withoutThis.unset(SETTING);
        return CheckpointFileManager.create(path, withoutThis);
    }

    @Override
    public CancellableFSDataOutputStream createAtomic(Path path, boolean overwriteIfPossible) {
        return files.createAtomic(path, overwriteIfPossible);
    }

    @Override
    public FSDataInputStream open(Path path) {
        return files.open(path);
    }

    /** Without files that are being written: Spark refuses to begin where it sees one. */
    @Override
    public FileStatus[] list(Path path, PathFilter filter) {
        return files.list(path, file -> !PartFiles.isOne(file.getName()) && filter.accept(file));
    }

    @Override
    public void mkdirs(Path path) {
        files.mkdirs(path);
    }

    @Override
    public boolean exists(Path path) {
        return files.exists(path);
    }

    @Override
    public void delete(Path path) {
        files.delete(path);
    }

    @Override
    public boolean isLocal() {
        return files.isLocal();
    }

    @Override
    public Path createCheckpointDirectory() {
        return files.createCheckpointDirectory();
    }

    @Override
    public void close() {
        files.close();
    }
}
