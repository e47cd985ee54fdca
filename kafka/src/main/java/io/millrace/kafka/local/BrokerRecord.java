package io.millrace.kafka.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The file in which a running broker says where it is. It is there from the moment the broker is
 * ready until it stops, and is replaced as a whole, so that no reader sees half of it.
 */
public final class BrokerRecord {

    /** The name of the file in a data directory. */
    public static final String FILE_NAME = "broker.json";

    static final int VERSION = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private record Content(
            int version, long pid, String bootstrap, String dataDirectory, String startedAt) {}

    private BrokerRecord() {}

    /** Writes the record into the data directory of the broker. */
    public static void write(RunningBroker broker) throws IOException {
        Content content =
                new Content(
                        VERSION,
                        broker.pid(),
                        broker.bootstrapServers(),
                        broker.dataDirectory().toString(),
                        broker.startedAt().toString());
        Path file = broker.dataDirectory().resolve(FILE_NAME);
        Path half = broker.dataDirectory().resolve(FILE_NAME + ".tmp");
        Files.write(half, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the record away, if there is one. */
    public static void delete(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE_NAME));
    }

    /** Reads a record; empty when it has gone meanwhile. */
    static Optional<RunningBroker> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            int version = tree.path("version").asInt();
            if (version > VERSION) {
                throw BrokerRecordError.BROKER_RECORD_NEWER.exception(file, version, VERSION);
            }
            if (version < 1) {
                throw unreadable(file, "its record has no version", null);
            }
            Content content = JSON.treeToValue(tree, Content.class);
            return Optional.of(
                    new RunningBroker(
                            content.pid,
                            content.bootstrap,
                            Path.of(content.dataDirectory),
                            Instant.parse(content.startedAt)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage(), e);
        } catch (IOException | DateTimeException | InvalidPathException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    private static RuntimeException unreadable(Path file, String reason, Exception cause) {
        return BrokerRecordError.BROKER_RECORD_UNREADABLE.causedBy(
                cause, file.getParent(), reason, file);
    }
}
