package io.millrace.spark.checkpoint.lease;

import io.millrace.spark.checkpoint.DurableNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A lock that the operating system takes back when its process dies, however it dies. Only on local
 * disks.
 */
final class OwnerLock implements AutoCloseable {

    static final String FILE_NAME = "lock";

    /*
     * POSIX gives up a process's lock on a file as soon as that process closes any descriptor of
     * the file. So a file that is locked here must not be opened again.
     */
    private static final Map<Path, FileChannel> HELD_HERE = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private OwnerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of a directory; empty if a process has it, this one or another. */
    static Optional<OwnerLock> tryTake(Path directory) throws IOException {
        DurableNames.createDirectories(directory);
        Path file = directory.toRealPath().resolve(FILE_NAME);
        synchronized (HELD_HERE) {
            if (HELD_HERE.containsKey(file)) {
                return Optional.empty();
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = channel.tryLock() != null;
                if (!taken) {
                    return Optional.empty();
                }
                HELD_HERE.put(file, channel);
                return Optional.of(new OwnerLock(file, channel));
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        }
    }

    /** The file stays: deleting it would let two processes lock two files. */
    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.remove(file, channel)) {
                channel.close();
            }
        }
    }
}
