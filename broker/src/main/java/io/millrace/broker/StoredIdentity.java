package io.millrace.broker;

import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.kafka.metadata.properties.MetaProperties;
import org.apache.kafka.metadata.properties.MetaPropertiesVersion;

/** Whose data a formatted directory holds, and which Kafka has written it. */
final class StoredIdentity {

    /** The file that says whose data it is; a directory without it is not formatted. */
    static final String FILE_NAME = "meta.properties";

    private StoredIdentity() {}

    /** Refuses data of another node or of a newer Kafka. */
    static void check(Path directory, Path metadataLog) throws IOException {
        checkNode(directory);
        if (Files.isDirectory(metadataLog)) {
            MetadataVersions.newerThanThisKafka(metadataLog)
                    .ifPresent(
                            evidence -> {
                                throw newer(directory, evidence);
                            });
        }
    }

    private static void checkNode(Path directory) throws IOException {
        Properties properties = new Properties();
        int node;
        try (InputStream in = Files.newInputStream(directory.resolve(FILE_NAME))) {
            properties.load(in);
            refuseNewerVersion(directory, properties.getProperty("version", "").strip());
            node =
                    new MetaProperties.Builder(properties)
                            .build()
                            .nodeId()
                            .orElse(ServerProperties.NODE_ID);
        } catch (IOException | MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw BrokerError.DATA_DIRECTORY_UNUSABLE.causedBy(
                    e, directory, FILE_NAME + " cannot be read: " + FailureReason.of(e));
        }
        if (node != ServerProperties.NODE_ID) {
            throw BrokerError.DATA_DIRECTORY_FOREIGN.exception(
                    directory, "it belongs to node " + node + " of another Kafka cluster");
        }
    }

    private static void refuseNewerVersion(Path directory, String version) {
        if (version.matches("\\d{1,9}")
                && Integer.parseInt(version) > MetaPropertiesVersion.V1.number()) {
            throw newer(directory, FILE_NAME + " has version " + version);
        }
    }

    private static MillraceException newer(Path directory, String evidence) {
        return BrokerError.DATA_DIRECTORY_NEWER.exception(
                directory, AppInfoParser.getVersion(), evidence);
    }
}
