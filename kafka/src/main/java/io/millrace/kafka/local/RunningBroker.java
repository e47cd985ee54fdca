package io.millrace.kafka.local;

import io.millrace.common.PublicApi;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A broker that Millrace has started on this machine and that runs now. Any process may look for
 * it; nothing of the Kafka server is needed for that.
 *
 * @param pid the process that the broker runs in
 * @param bootstrapServers where clients reach it, as host:port
 * @param dataDirectory its data directory, absolute and without symbolic links
 * @param startedAt when it was ready
 */
@PublicApi
public record RunningBroker(
        long pid, String bootstrapServers, Path dataDirectory, Instant startedAt) {

    /**
     * The broker that runs in a data directory: its record is there, its process lives and the
     * directory is locked. What a broker that was killed has left behind does not count.
     *
     * @throws io.millrace.common.error.MillraceException if the record is of a newer Millrace or
     *     cannot be read
     */
    public static Optional<RunningBroker> find(Path dataDirectory) {
        Path file = dataDirectory.resolve(BrokerRecord.FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return DataDirectoryLock.isHeld(dataDirectory)
                    ? BrokerRecord.read(file).filter(RunningBroker::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            throw BrokerRecordError.BROKER_RECORD_UNREADABLE.causedBy(
                    e, dataDirectory, e.toString(), file);
        }
    }

    /** A connection to this broker. */
    public KafkaConnection connection() {
        return KafkaConnection.to(bootstrapServers);
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
