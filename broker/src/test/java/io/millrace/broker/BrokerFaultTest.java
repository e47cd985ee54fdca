package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.local.RunningBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would end a Kafka server's process ends the broker here, and this test lives to see it. */
class BrokerFaultTest {

    @TempDir Path directory;

    /** An interrupt while Log4j or Kafka loads its classes would spoil them for good. */
    @BeforeAll
    static void loadClasses(@TempDir Path other) {
        EmbeddedBroker.start(other).close();
    }

    @Test
    void stopsWhenItsDiskFailsAndKeepsWhatWasAcknowledged() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        Client client = new Client(broker.connection());
        client.createTopic("clicks");
        client.write("clicks", List.of("a", "b"));
        // Kafka wants to make a directory of this name and takes the failure for one of the disk.
        Files.writeString(directory.resolve("broken-0"), "in the way");

        try (Admin admin = client.admin()) {
            admin.createTopics(List.of(new NewTopic("broken", 1, (short) 1)));
            ExecutionException end =
                    catchThrowableOfType(
                            ExecutionException.class,
                            () -> broker.termination().get(60, TimeUnit.SECONDS));

            assertThat(end)
                    .cause()
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "[BROKER_FAILED] Cannot keep the broker in '"
                                    + directory
                                    + "' running: its data directory can no longer be read or"
                                    + " written. Check the disk and the log, then start it again;"
                                    + " what was acknowledged is still there.");
        }
        assertThat(RunningBroker.find(directory)).isEmpty();
        broker.close();

        Files.delete(directory.resolve("broken-0"));
        try (EmbeddedBroker again = EmbeddedBroker.start(directory)) {
            assertThat(new Client(again.connection()).read("clicks")).containsExactly("a", "b");
        }
    }

    @Test
    void doesNotStartOnADiskThatIsFull() throws Exception {
        EmbeddedBroker.start(directory).close();
        Files.createSymbolicLink(directory.resolve("broker.json.tmp"), Path.of("/dev/full"));

        assertStartFails("No space left on device");
    }

    @Test
    void doesNotStartWhereAFileIsDamaged() throws Exception {
        EmbeddedBroker.start(directory).close();
        Files.delete(directory.resolve("recovery-point-offset-checkpoint"));
        Files.createDirectory(directory.resolve("recovery-point-offset-checkpoint"));

        assertStartFails("recovery-point-offset-checkpoint");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 100, 250, 500})
    void canBeInterruptedWhileItStarts(long afterMillis) throws Exception {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread starter =
                new Thread(
                        () ->
                                outcome.complete(
                                        catchThrowable(
                                                () -> EmbeddedBroker.start(directory).close())));
        starter.start();
        starter.join(afterMillis);
        starter.interrupt();

        Throwable failure = outcome.get(60, TimeUnit.SECONDS);
        if (failure != null) {
            assertThat(failure)
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "[BROKER_START_INTERRUPTED] Cannot start a broker in '"
                                    + directory
                                    + "': interrupted while waiting.");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            new Client(broker.connection()).createTopic("clicks");
        }
    }

    private void assertStartFails(String reason) throws Exception {
        Instant before = Instant.now();
        assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith(
                        "[BROKER_START_FAILED] Cannot start a broker in '" + directory + "': ")
                .hasMessageContaining(reason);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }
}
