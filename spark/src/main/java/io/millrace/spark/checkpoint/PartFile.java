package io.millrace.spark.checkpoint;

import io.millrace.common.fault.Failpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/** A file that is being written under a name of its own until it is whole. Not thread-safe. */
final class PartFile {

    /** What happens to a file that has the final name already. */
    enum Existing {
        REPLACE,
        KEEP
    }

    private static final int BUFFER_BYTES = 32 << 10;

    private final Path part;
    private final Path target;
    private final FileChannel channel;
    private final CRC32C sum = new CRC32C();
    private final OutputStream output;

    /**
     * @param part in the directory of the target
     */
    PartFile(Path part, Path target) throws IOException {
        this.part = part;
        this.target = target;
        this.channel =
                FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.output =
                new CheckedOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES),
                        sum);
    }

    OutputStream output() {
        return output;
    }

    /**
     * Makes it the file that it is meant to be, and lasting.
     *
     * @throws FileAlreadyExistsException if there is one that is to be kept
     */
    void publish(Existing existing) throws IOException {
        Failpoint.CHECKPOINT_FILE_WRITING.pass();
        if (isState()) {
            Failpoint.STATE_FILE_WRITING.pass();
        }
        if (isManifest()) {
            Failpoint.MANIFEST_FILE_WRITING.pass();
        }
        output.flush();
        Fingerprint.write(part, channel.size(), sum.getValue());
        channel.force(false);
        channel.close();
        Failpoint.CHECKPOINT_FILE_BEFORE_RENAME.pass();
        // Before there is other content: a file can be read without a checksum, not with a wrong
        // one.
        HadoopChecksum.drop(target);
        if (existing == Existing.KEEP) {
            link();
        } else {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        DurableNames.flush(target.getParent());
        Failpoint.CHECKPOINT_FILE_AFTER_RENAME.pass();
        if (isState()) {
            Failpoint.STATE_FILE_AFTER_RENAME.pass();
        }
        if (isManifest()) {
            Failpoint.MANIFEST_FILE_AFTER_RENAME.pass();
        }
    }

    /** Whether it lies where Spark keeps the state of operators: state/operator/partition. */
    private boolean isState() {
        Path operator = target.getParent().getParent();
        return operator != null && operator.getParent().endsWith("state");
    }

    /** Whether it lies where Spark's file sink lists the files of each batch. */
    private boolean isManifest() {
        return target.getParent().endsWith("_spark_metadata");
    }

    /** A second name, unlike a new one, never takes the place of another file. */
    private void link() throws IOException {
        try {
            Files.createLink(target, part);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw alreadyExists(e);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            // No second names on this disk: the next best.
            if (Files.exists(target)) {
                throw alreadyExists(e);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.delete(part);
    }

    private FileAlreadyExistsException alreadyExists(Exception cause) {
        FileAlreadyExistsException exists =
                new FileAlreadyExistsException("File " + target + " already exists");
        exists.initCause(cause);
        return exists;
    }

    /** Leaves nothing of it. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
