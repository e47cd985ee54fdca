package io.millrace.kafka.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file in which a running broker says where it is. It is there from the moment the broker is
 * ready until it stops, and is replaced as a whole, so that no reader sees half of it.
 */
public final class BrokerRecord {

    /** The name of the file in a data directory. */
    public static final String FILE_NAME = "broker.json";

    static final int VERSION = 1;

    /* Data binding would cost a command that answers at once half a second. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Set<String> FIELDS =
            Set.of("version", "pid", "bootstrap", "dataDirectory", "startedAt");

    private BrokerRecord() {}

    /** Writes the record into the data directory of the broker. */
    public static void write(RunningBroker broker) throws IOException {
        Path file = broker.dataDirectory().resolve(FILE_NAME);
        Path half = broker.dataDirectory().resolve(FILE_NAME + ".tmp");
        try (OutputStream out = Files.newOutputStream(half);
                JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeNumberField("pid", broker.pid());
            json.writeStringField("bootstrap", broker.bootstrapServers());
            json.writeStringField("dataDirectory", broker.dataDirectory().toString());
            json.writeStringField("startedAt", broker.startedAt().toString());
            json.writeEndObject();
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the record away, if there is one. */
    public static void delete(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE_NAME));
    }

    /** Reads a record; empty when it has gone meanwhile. */
    static Optional<RunningBroker> read(Path file) {
        try {
            Map<String, String> fields = fields(Files.readAllBytes(file));
            int version = Integer.parseInt(fields.getOrDefault("version", "0"));
            if (version > VERSION) {
                throw BrokerRecordError.BROKER_RECORD_NEWER.exception(file, version, VERSION);
            }
            if (version != VERSION || !fields.keySet().equals(FIELDS)) {
                throw unreadable(file, "its record has the fields " + fields.keySet(), null);
            }
            return Optional.of(
                    new RunningBroker(
                            Long.parseLong(fields.get("pid")),
                            fields.get("bootstrap"),
                            Path.of(fields.get("dataDirectory")),
                            Instant.parse(fields.get("startedAt"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    /** The fields of one object. One with no plain value gets a name that no version has. */
    private static Map<String, String> fields(byte[] text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                boolean plain = value.isScalarValue() && value != JsonToken.VALUE_NULL;
                fields.put(plain ? name : name + " without a plain value", json.getText());
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
        }
        return fields;
    }

    private static RuntimeException unreadable(Path file, String reason, Exception cause) {
        return BrokerRecordError.BROKER_RECORD_UNREADABLE.causedBy(
                cause, file.getParent(), reason, file);
    }
}
