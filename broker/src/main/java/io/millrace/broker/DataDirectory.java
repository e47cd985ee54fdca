package io.millrace.broker;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.local.BrokerRecord;
import io.millrace.kafka.local.DataDirectoryLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/** The data directory of one broker, locked for it. */
final class DataDirectory implements AutoCloseable {

    private static final String METADATA_LOG = "__cluster_metadata-0";
    private static final String KAFKA_LOCK = ".lock";

    /** What a broker that never got as far as its first format may have left. */
    private static final Set<String> LEFT_BY_START =
            Set.of(
                    DataDirectoryLock.FILE_NAME,
                    BrokerRecord.FILE_NAME,
                    KAFKA_LOCK,
                    StoredIdentity.FILE_NAME + ".tmp");

    private final Path path;
    private final DataDirectoryLock lock;

    private DataDirectory(Path path, DataDirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be and locks it. A directory that holds anything but a broker's
     * data is left as it is.
     */
    static DataDirectory open(Path path) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw BrokerError.DATA_DIRECTORY_UNUSABLE.exception(path, "it is not a directory");
            }
            if (path.toAbsolutePath().toString().contains(",")) {
                throw BrokerError.DATA_DIRECTORY_UNUSABLE.exception(
                        path, "Kafka takes a path with a comma for two");
            }
            refuseForeign(path);
            Files.createDirectories(path);
            Path real = path.toRealPath();
            DataDirectoryLock lock =
                    DataDirectoryLock.tryAcquire(real)
                            .orElseThrow(() -> inUse(real, ownerOf(real)));
            return new DataDirectory(real, lock);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Absolute and without symbolic links. */
    Path path() {
        return path;
    }

    /**
     * Makes the directory ready for a start: formats it the first time, and refuses it when it is
     * not for this broker or this Kafka.
     */
    void prepare() {
        try {
            refuseLockOfKafka();
            if (Files.exists(path.resolve(StoredIdentity.FILE_NAME))) {
                StoredIdentity.check(path, path.resolve(METADATA_LOG));
            } else {
                format();
            }
            BrokerRecord.delete(path);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Lets the next broker have the directory. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void refuseForeign(Path path) throws IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(StoredIdentity.FILE_NAME))) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            Optional<Path> foreign =
                    entries.filter(entry -> !isLeftByUnfinishedFormat(entry)).sorted().findFirst();
            if (foreign.isPresent()) {
                throw BrokerError.DATA_DIRECTORY_FOREIGN.exception(
                        path,
                        "it holds '"
                                + foreign.get().getFileName()
                                + "' but no "
                                + StoredIdentity.FILE_NAME
                                + ", so that it is not a broker's");
            }
        }
    }

    /** Kafka writes a first snapshot before it writes meta.properties, and no log before that. */
    private static boolean isLeftByUnfinishedFormat(Path entry) {
        String name = entry.getFileName().toString();
        return LEFT_BY_START.contains(name)
                || name.equals(METADATA_LOG)
                        && Files.exists(entry.resolveSibling(DataDirectoryLock.FILE_NAME))
                        && !Files.exists(entry.resolve("00000000000000000000.log"));
    }

    /** A Kafka that Millrace did not start does not know our lock; Kafka looks at its own late. */
    private void refuseLockOfKafka() throws IOException {
        Path file = path.resolve(KAFKA_LOCK);
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock probe = channel.tryLock()) {
            if (probe == null) {
                throw inUse(path, "another process");
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path, "this process");
        }
    }

    private void format() throws IOException {
        Utils.delete(path.resolve(METADATA_LOG).toFile());
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(ServerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(path.toString())
                    .setMetadataLogDirectory(path.toString())
                    .setControllerListenerName(ServerProperties.CONTROLLER_LISTENER)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw unusable(path, e);
        }
    }

    private static String ownerOf(Path path) {
        OptionalLong pid = DataDirectoryLock.lastOwner(path);
        if (pid.isEmpty()) {
            return "another process";
        }
        return pid.getAsLong() == ProcessHandle.current().pid()
                ? "this process"
                : "process " + pid.getAsLong();
    }

    private static MillraceException inUse(Path path, String owner) {
        return BrokerError.DATA_DIRECTORY_IN_USE.exception(path, owner);
    }

    private static MillraceException unusable(Path path, Exception cause) {
        return BrokerError.DATA_DIRECTORY_UNUSABLE.causedBy(cause, path, FailureReason.of(cause));
    }
}
