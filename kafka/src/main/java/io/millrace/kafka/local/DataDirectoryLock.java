package io.millrace.kafka.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to use the data directory of a broker: at most one broker on this machine has it. The
 * operating system takes it back when the process dies, however it dies, so that the file left
 * behind never blocks the next broker.
 */
public final class DataDirectoryLock implements AutoCloseable {

    /** The name of the lock file in a data directory. It holds the process id of its last owner. */
    public static final String FILE_NAME = "broker.lock";

    /*
     * POSIX gives up a process's lock on a file as soon as that process closes any descriptor of
     * the file. So the lock file of a directory that is locked here must not be opened again, and
     * what is locked here is looked up in this map. It also keeps the garbage collector from
     * closing the channel of a lock that its owner has lost sight of.
     */
    private static final Map<Path, FileChannel> HELD_HERE = new HashMap<>();

    /* Beyond the text, because some systems let nobody read a region that is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock, or returns empty when a broker has it, in this process or another.
     *
     * @param directory an existing directory
     * @throws IOException if the lock file cannot be made or the file system has no locks
     */
    public static Optional<DataDirectoryLock> tryAcquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD_HERE) {
            if (HELD_HERE.containsKey(real)) {
                return Optional.empty();
            }
            FileChannel channel =
                    FileChannel.open(
                            real.resolve(FILE_NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                if (!lock(channel)) {
                    return Optional.empty();
                }
                writeOwner(channel);
                HELD_HERE.put(real, channel);
                return Optional.of(new DataDirectoryLock(real, channel));
            } finally {
                if (!HELD_HERE.containsKey(real)) {
                    channel.close();
                }
            }
        }
    }

    /**
     * Whether a broker has the directory now, in this process or another.
     *
     * @throws IOException if that cannot be found out
     */
    static boolean isHeld(Path directory) throws IOException {
        Path real = directory.toRealPath();
        Path file = real.resolve(FILE_NAME);
        synchronized (HELD_HERE) {
            if (HELD_HERE.containsKey(real)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock probe = channel.tryLock(LOCKED_BYTE, 1, true)) {
                return probe == null;
            } catch (OverlappingFileLockException e) {
                return true;
            }
        }
    }

    /** The process that last took the lock of the directory, if its file can be read. */
    public static OptionalLong lastOwner(Path directory) {
        synchronized (HELD_HERE) {
            try {
                Path real = directory.toRealPath();
                if (HELD_HERE.containsKey(real)) {
                    return OptionalLong.of(ProcessHandle.current().pid());
                }
                String pid = Files.readString(real.resolve(FILE_NAME)).strip();
                return OptionalLong.of(Long.parseLong(pid));
            } catch (IOException | NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
    }

    /**
     * Gives the lock back; again does nothing. The file stays: deleting it would let two brokers
     * lock two files.
     */
    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.remove(directory, channel)) {
                channel.close();
            }
        }
    }

    /** Tries more than once because {@link #isHeld} holds the lock for the moment of its probe. */
    private static boolean lock(FileChannel channel) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
                    return true;
                }
            } catch (OverlappingFileLockException e) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return false;
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
    }
}
