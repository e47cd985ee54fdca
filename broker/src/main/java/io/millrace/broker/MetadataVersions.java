package io.millrace.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.controller.QuorumFeatures;
import org.apache.kafka.metadata.VersionRange;
import org.apache.kafka.metadata.util.BatchFileReader;
import org.apache.kafka.server.common.serialization.MetadataParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, by reading only, whether the metadata log of a broker was written by a newer Kafka.
 * Kafka itself finds that out too late: it has elected a leader and appended to the log by then.
 */
final class MetadataVersions {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataVersions.class);

    private final Map<String, Short> levels = new LinkedHashMap<>();

    private MetadataVersions() {}

    /**
     * What shows that a newer Kafka has written the log, or empty if nothing does.
     *
     * @param metadataLog the directory of the metadata partition
     */
    static Optional<String> newerThanThisKafka(Path metadataLog) throws IOException {
        MetadataVersions versions = new MetadataVersions();
        for (Path file : filesInOrder(metadataLog)) {
            Optional<String> unknown = versions.read(file);
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return versions.beyondSupport();
    }

    /** The latest snapshot, which may stand for records that are gone, then the log after it. */
    private static List<Path> filesInOrder(Path metadataLog) throws IOException {
        try (Stream<Path> snapshots = Files.list(metadataLog);
                Stream<Path> segments = Files.list(metadataLog)) {
            Comparator<Path> byOffset = Comparator.comparing(Path::getFileName);
            return Stream.concat(
                            snapshots
                                    .filter(path -> path.toString().endsWith(".checkpoint"))
                                    .max(byOffset)
                                    .stream(),
                            segments.filter(path -> path.toString().endsWith(".log"))
                                    .sorted(byOffset))
                    .toList();
        }
    }

    /**
     * Takes in the feature levels of one file. The end of a file may be torn after a kill; Kafka
     * repairs that, so that only a record that is whole and unknown counts.
     */
    private Optional<String> read(Path file) {
        try (BatchFileReader reader =
                new BatchFileReader.Builder().setPath(file.toString()).build()) {
            while (reader.hasNext()) {
                reader.next()
                        .batch()
                        .records()
                        .forEach(
                                record -> {
                                    if (record.message() instanceof FeatureLevelRecord feature) {
                                        levels.put(feature.name(), feature.featureLevel());
                                    }
                                });
            }
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof MetadataParseException) {
                return Optional.of("it holds metadata of an unknown kind: " + e.getMessage());
            }
            LOG.debug("Cannot read all of {}", file, e);
        }
        return Optional.empty();
    }

    private Optional<String> beyondSupport() {
        Map<String, VersionRange> supported = QuorumFeatures.defaultSupportedFeatureMap(false);
        return levels.entrySet().stream()
                .filter(level -> level.getValue() > max(supported, level.getKey()))
                .map(
                        level ->
                                "its "
                                        + level.getKey()
                                        + " is "
                                        + level.getValue()
                                        + ", known are those up to "
                                        + max(supported, level.getKey()))
                .findFirst();
    }

    private static short max(Map<String, VersionRange> supported, String feature) {
        return supported.getOrDefault(feature, QuorumFeatures.DISABLED).max();
    }
}
