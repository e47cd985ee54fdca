package io.millrace.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningBrokerTest {

    private static final long PID = ProcessHandle.current().pid();

    @TempDir Path temporary;

    private Path directory;

    @BeforeEach
    void resolveSymbolicLinks() throws IOException {
        directory = temporary.toRealPath();
    }

    @Test
    void isFoundWhileItsDirectoryIsLocked() throws Exception {
        RunningBroker broker =
                new RunningBroker(
                        PID,
                        "127.0.0.1:9092",
                        directory,
                        Instant.parse("2026-01-31T12:34:56.789Z"));
        try (DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(RunningBroker.find(directory)).isEmpty();

            BrokerRecord.write(broker);
            assertThat(RunningBroker.find(directory)).contains(broker);
            assertThat(broker.connection().bootstrapServers()).isEqualTo("127.0.0.1:9092");

            BrokerRecord.delete(directory);
            assertThat(RunningBroker.find(directory)).isEmpty();
        }
    }

    @Test
    void isNotFoundWhereNothingIs() {
        assertThat(RunningBroker.find(directory)).isEmpty();
        assertThat(RunningBroker.find(directory.resolve("nowhere"))).isEmpty();
    }

    @Test
    void isFoundInAnotherProcessUntilThatIsKilled() throws Exception {
        try (LockingProcess other = new LockingProcess(directory)) {
            assertThat(RunningBroker.find(directory).orElseThrow().pid()).isEqualTo(other.pid());
        }
        assertThat(directory.resolve(BrokerRecord.FILE_NAME)).exists();
        assertThat(RunningBroker.find(directory)).isEmpty();
    }

    @Test
    void isNotTakenFromTheRecordOfADeadProcess() throws Exception {
        try (LockingProcess dead = new LockingProcess(directory)) {
            assertThat(dead.hasAcquired()).isTrue();
        }
        try (DataDirectoryLock starting = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(starting).isNotNull();
            assertThat(RunningBroker.find(directory)).isEmpty();
        }
    }

    @Test
    void readsTheRecordOfVersionOne() throws Exception {
        Path golden = Path.of("src/test/resources/compat/broker-record-v1.json");

        RunningBroker broker = BrokerRecord.read(golden).orElseThrow();

        assertThat(broker)
                .isEqualTo(
                        new RunningBroker(
                                4711,
                                "127.0.0.1:9092",
                                Path.of("/srv/clicks/.millrace/broker"),
                                Instant.parse("2026-01-31T12:34:56.789Z")));
    }

    @Test
    void writesTheRecordAsItReadsIt() throws Exception {
        BrokerRecord.write(
                new RunningBroker(
                        4711,
                        "127.0.0.1:9092",
                        directory,
                        Instant.parse("2026-01-31T12:34:56.789Z")));

        String golden =
                Files.readString(Path.of("src/test/resources/compat/broker-record-v1.json"));
        assertThat(directory.resolve(BrokerRecord.FILE_NAME))
                .hasContent(
                        golden.replace("/srv/clicks/.millrace/broker", directory.toString())
                                .strip());
    }

    @Test
    void refusesTheRecordOfANewerMillrace() throws Exception {
        Path file = directory.resolve(BrokerRecord.FILE_NAME);
        Files.writeString(file, "{\"socket\":{\"path\":[\"/tmp/x\"]},\"version\":2,\"pid\":null}");

        try (DataDirectoryLock lock = DataDirectoryLock.tryAcquire(directory).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> RunningBroker.find(directory))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "[BROKER_RECORD_NEWER] Cannot read '"
                                    + file
                                    + "': it has format version 2 and this Millrace reads version"
                                    + " 1. Use the Millrace that started the broker, or name the"
                                    + " broker with --bootstrap.");
        }
        assertThat(RunningBroker.find(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\":1}",
                "{\"version\":1,\"pid\":1,\"bootstrap\":\"h:1\",\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"yesterday\"}",
                "{\"version\":1,\"pid\":1,\"bootstrap\":null,\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"2026-01-31T12:34:56Z\"}",
                "{\"version\":1,\"pid\":1,\"bootstrap\":\"h:1\",\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"2026-01-31T12:34:56Z\",\"extra\":1}",
                "{\"version\":1,\"pid\":1,\"pid\":2,\"bootstrap\":\"h:1\",\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"2026-01-31T12:34:56Z\"}",
                "{\"version\":1,\"pid\":1,\"bootstrap\":\"h:1\",\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"2026-01-31T12:34:56Z\"} {}",
                "{\"version\":0,\"pid\":1,\"bootstrap\":\"h:1\",\"dataDirectory\":\"/d\","
                        + "\"startedAt\":\"2026-01-31T12:34:56Z\"}",
                "{\"version\":1,\"pid\":1,\"bootstrap\":\"h:1\",\"dataDir"
            })
    void refusesWhatIsNoRecord(String text) throws Exception {
        Path file = directory.resolve(BrokerRecord.FILE_NAME);
        Files.writeString(file, text);

        assertThatThrownBy(() -> BrokerRecord.read(file))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith(
                        "[BROKER_RECORD_UNREADABLE] Cannot find out whether a broker runs in '"
                                + directory
                                + "': ")
                .hasMessageContaining("or delete '" + file + "'");
    }
}
