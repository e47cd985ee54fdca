package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.ApiMessageAndVersion;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir Path temporary;

    private Path directory;

    @BeforeEach
    void resolveSymbolicLinks() throws IOException {
        directory = temporary.toRealPath().resolve("data");
    }

    @Test
    void isNotSharedWithinOneProcess() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
            assertRefused(
                    link,
                    "[DATA_DIRECTORY_IN_USE] Cannot start a broker in '"
                            + directory
                            + "': this process runs a broker there. Use that broker, stop it, or"
                            + " choose another data directory.");
            new Client(broker.connection()).createTopic("still-served");
        }
        EmbeddedBroker.start(directory).close();
    }

    @Test
    void isNotSharedWithAKafkaThatMillraceDidNotStart() throws Exception {
        EmbeddedBroker.start(directory).close();
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageStartingWith("[DATA_DIRECTORY_IN_USE]");
        }
        EmbeddedBroker.start(directory).close();
    }

    @Test
    void isNotAFile() throws Exception {
        Files.writeString(directory, "a file");

        assertRefused(
                directory,
                "[DATA_DIRECTORY_UNUSABLE] Cannot start a broker in '"
                        + directory
                        + "': it is not a directory. Check the path, its permissions and the disk,"
                        + " or choose another data directory.");
        assertRefused(
                directory.resolve("below"),
                "[DATA_DIRECTORY_UNUSABLE] Cannot start a broker in '"
                        + directory.resolve("below")
                        + "': Not a directory. Check the path, its permissions and the disk, or"
                        + " choose another data directory.");
    }

    @Test
    void isWritable() {
        // Nobody, not even root, can make a directory there.
        Path unwritable = Path.of("/proc/millrace");

        assertThatThrownBy(() -> EmbeddedBroker.start(unwritable))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith(
                        "[DATA_DIRECTORY_UNUSABLE] Cannot start a broker in '/proc/millrace': ");
    }

    @Test
    void hasNoCommaInItsPath() {
        Path path = temporary.resolve("a,b");

        assertThatThrownBy(() -> EmbeddedBroker.start(path))
                .hasMessageContaining("Kafka takes a path with a comma for two");
        assertThat(path).doesNotExist();
    }

    @Test
    void doesNotHoldAnythingElse() throws Exception {
        Files.createDirectories(directory.resolve("thesis"));
        Files.writeString(directory.resolve("thesis/chapter-1.txt"), "Once upon a time");

        assertRefused(
                directory,
                "[DATA_DIRECTORY_FOREIGN] Cannot start a broker in '"
                        + directory
                        + "': it holds 'thesis' but no meta.properties, so that it is not a"
                        + " broker's. Choose a directory that is empty or not there yet.");
    }

    @Test
    void hasNotLostItsIdentity() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            new Client(broker.connection()).createTopic("clicks");
        }
        Files.delete(directory.resolve("meta.properties"));

        assertThat(refusal(directory)).hasMessageStartingWith("[DATA_DIRECTORY_FOREIGN]");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("broker.lock") && !file.endsWith("__cluster_metadata-0")) {
                    Utils.delete(file.toFile());
                }
            }
        }
        assertThat(refusal(directory))
                .hasMessageContaining("it holds '__cluster_metadata-0' but no meta.properties");
    }

    @Test
    void doesNotBelongToANodeOfAnotherCluster() throws Exception {
        Formatter formatter = format(Map.of());
        formatter.setNodeId(7).run();

        assertRefused(
                directory,
                "[DATA_DIRECTORY_FOREIGN] Cannot start a broker in '"
                        + directory
                        + "': it belongs to node 7 of another Kafka cluster. Choose a directory"
                        + " that is empty or not there yet.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version=x", "version=1\nnode.id=one\ncluster.id=c", "\\u12"})
    void hasAReadableIdentity(String metaProperties) throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("meta.properties"), metaProperties);

        assertThat(refusal(directory)).hasMessageStartingWith("[DATA_DIRECTORY_UNUSABLE]");
    }

    @Test
    void isFormattedAgainWhenTheFirstTimeWasCutShort() throws Exception {
        EmbeddedBroker.start(directory).close();
        Path finished = temporary.resolve("finished");
        Files.move(directory, finished);
        Files.createDirectories(directory.resolve("__cluster_metadata-0"));
        String snapshot = "__cluster_metadata-0/00000000000000000000-0000000000.checkpoint";
        Files.copy(finished.resolve("broker.lock"), directory.resolve("broker.lock"));
        Files.copy(finished.resolve(snapshot), directory.resolve(snapshot));
        Files.writeString(directory.resolve("meta.properties.tmp"), "#Sat Jan");

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            new Client(broker.connection()).createTopic("clicks");
        }
    }

    @Test
    void isNotOfAKafkaWithANewerFormat() throws Exception {
        EmbeddedBroker.start(directory).close();
        Path file = directory.resolve("meta.properties");
        Files.writeString(file, Files.readString(file).replace("version=1", "version=2"));

        assertRefused(
                directory,
                "[DATA_DIRECTORY_NEWER] Cannot start a broker in '"
                        + directory
                        + "': a Kafka newer than 4.4.0 has written it (meta.properties has version"
                        + " 2). Use the Millrace that wrote it, or choose another data directory."
                        + " Nothing in it was changed.");
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.version, 99, 33",
        "metadata.version, 34, 33",
        "transaction.version, 9, 2",
        "unheard.of.version, 1, 0"
    })
    void isNotOfAKafkaWithNewerFeatures(String feature, short level, short known) throws Exception {
        format(Map.of(feature, level)).run();
        writeSnapshot(directory, Map.of(feature, level));

        assertRefused(
                directory,
                "[DATA_DIRECTORY_NEWER] Cannot start a broker in '"
                        + directory
                        + "': a Kafka newer than 4.4.0 has written it (its "
                        + feature
                        + " is "
                        + level
                        + ", known are those up to "
                        + known
                        + "). Use the Millrace that wrote it, or choose another data directory."
                        + " Nothing in it was changed.");
    }

    @Test
    void isNotOfAKafkaThatWasUpgradedWhileItRan() throws Exception {
        EmbeddedBroker.start(directory).close();
        Files.write(metadataLog(), upgradeRecord((short) 99), StandardOpenOption.APPEND);

        assertThat(refusal(directory))
                .hasMessageStartingWith("[DATA_DIRECTORY_NEWER]")
                .hasMessageContaining("its metadata.version is 99");
    }

    @Test
    void isNotOfAKafkaWithRecordsOfAnUnknownKind() throws Exception {
        EmbeddedBroker.start(directory).close();
        byte[] upgrade = upgradeRecord((short) 99);
        byte[] name = MetadataVersion.FEATURE_NAME.getBytes(StandardCharsets.UTF_8);
        int start = Collections.indexOfSubList(asList(upgrade), asList(name));
        // Before the name: its length, the version and the kind of the record.
        upgrade[start - 3] = 120;
        Files.write(metadataLog(), upgrade, StandardOpenOption.APPEND);

        assertThat(refusal(directory))
                .hasMessageStartingWith("[DATA_DIRECTORY_NEWER]")
                .hasMessageContaining("it holds metadata of an unknown kind: ");
    }

    private static List<Byte> asList(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mayHaveATornEndOfItsMetadataLog(boolean zeros) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            new Client(broker.connection()).createTopic("clicks");
        }
        byte[] torn = zeros ? new byte[4_096] : Arrays.copyOf(upgradeRecord((short) 99), 30);
        Files.write(metadataLog(), torn, StandardOpenOption.APPEND);

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            new Client(broker.connection()).write("clicks", List.of("a"));
        }
    }

    private Path metadataLog() {
        return directory.resolve("__cluster_metadata-0/00000000000000000000.log");
    }

    /** A whole batch as a newer Kafka appends it, taken from a snapshot. */
    private byte[] upgradeRecord(short level) throws Exception {
        Path other = temporary.resolve("other");
        writeSnapshot(other, Map.of(MetadataVersion.FEATURE_NAME, level));
        Path snapshot;
        try (Stream<Path> files = Files.walk(other)) {
            snapshot =
                    files.filter(file -> file.toString().endsWith(".checkpoint"))
                            .findFirst()
                            .orElseThrow();
        }
        return Files.readAllBytes(snapshot);
    }

    private Formatter format(Map<String, Short> features) throws IOException {
        Files.createDirectories(directory);
        return new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(1)
                .setClusterId("4L6g3nShT-eMCtK--X86sw")
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setWriteBootstrapSnapshot(features.isEmpty());
    }

    private static void writeSnapshot(Path directory, Map<String, Short> features) {
        Map<String, Short> all = new TreeMap<>();
        all.put(MetadataVersion.FEATURE_NAME, MetadataVersion.latestProduction().featureLevel());
        all.putAll(features);
        List<ApiMessageAndVersion> records = new ArrayList<>();
        all.forEach(
                (name, level) ->
                        records.add(
                                new ApiMessageAndVersion(
                                        new FeatureLevelRecord()
                                                .setName(name)
                                                .setFeatureLevel(level),
                                        (short) 0)));
        Formatter.writeBoostrapSnapshot(
                directory.toString(),
                BootstrapMetadata.fromRecords(records, "test"),
                Optional.empty(),
                (short) 0,
                "CONTROLLER");
    }

    private void assertRefused(Path path, String message) throws IOException {
        Map<String, Long> before = sizes();

        assertThat(refusal(path)).hasMessage(message);

        assertThat(sizes()).isEqualTo(before);
    }

    private static MillraceException refusal(Path path) {
        return catchThrowableOfType(MillraceException.class, () -> EmbeddedBroker.start(path));
    }

    /** Every file with its size, but for the lock, which has to be taken to look. */
    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return sizes;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("broker.lock")) {
                    sizes.put(file.toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }
}
