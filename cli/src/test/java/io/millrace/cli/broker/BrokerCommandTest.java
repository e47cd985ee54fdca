package io.millrace.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import io.millrace.kafka.local.RunningBroker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerCommandTest {

    private static final String STOPPED = "The broker has stopped; its data stay in ";

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port=-1 | --port must be from 0 to 65535, but was -1",
                "--port=65536 | --port must be from 0 to 65535, but was 65536",
                "--port=many | Invalid value for option '--port': 'many' is not an int"
            })
    void refusesWhatIsNoPort(String port, String problem) {
        Cli.Result result = new Cli().directory(directory).run("broker", port);

        assertThat(result)
                .isEqualTo(
                        new Cli.Result(
                                2,
                                "",
                                "error: [INVALID_USAGE] Invalid command line: "
                                        + problem
                                        + ". See: millrace broker --help\n"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            Cli.Result result = new Cli().directory(directory).run("broker", "--port", port);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith(
                            "error: [PORT_UNAVAILABLE] Cannot start a broker on port " + port + ":")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"broker", "broker --port 0"})
    void saysThatAnotherBrokerHasTheData(String line) {
        TestBroker other = TestBroker.shared();

        Cli.Result result = new Cli().directory(other.project()).run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error: [DATA_DIRECTORY_IN_USE] Cannot start a broker in '")
                .hasLineCount(1);
    }

    @Test
    void runsInTheProjectUntilItIsInterrupted() throws Exception {
        Path data = directory.resolve(".millrace/broker");
        Run run = new Run(data, "broker", "--port", "0");
        String address = run.address();

        Cli.Result result = run.interrupt();

        assertThat(result)
                .isEqualTo(
                        new Cli.Result(
                                0,
                                "",
                                "Kafka runs at "
                                        + address
                                        + ", with its data in "
                                        + data
                                        + "\nTry: millrace topic list --bootstrap "
                                        + address
                                        + "   (Ctrl-C stops it)\n"
                                        + STOPPED
                                        + data
                                        + "\n"));
        assertThat(RunningBroker.find(data)).isEmpty();
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void tellsProgramsWhereItIs() throws Exception {
        Path data = directory.resolve("there");
        Run run = new Run(data, "broker", "--port=0", "--data", "there", "--output", "jsonl");
        String address = run.address();

        assertThat(run.interrupt().out())
                .isEqualTo(
                        "{\"bootstrapServers\":\"" + address + "\",\"data\":\"" + data + "\"}\n");
        assertThat(directory.resolve(".millrace")).doesNotExist();
    }

    @Test
    void takesAnyPortWhereTheUsualOneIsTakenAndNoneIsNamed() throws Exception {
        try (ServerSocket usual = takeUsualPort()) {
            Run run = new Run(directory.resolve(".millrace/broker"), "broker");

            assertThat(run.address()).startsWith("127.0.0.1:").doesNotEndWith(":9092");
            assertThat(run.interrupt().err()).doesNotContain("PORT_UNAVAILABLE").contains(STOPPED);
        }
    }

    /** Whoever has the port already serves as well. */
    private static ServerSocket takeUsualPort() throws IOException {
        ServerSocket usual = new ServerSocket();
        try {
            usual.bind(new InetSocketAddress("127.0.0.1", 9092));
        } catch (BindException e) {
            assertThat(e).hasMessageContaining("in use");
        }
        return usual;
    }

    /** A broker verb that runs in another thread. */
    private final class Run {
        private final Cli cli = new Cli().directory(directory);
        private final CompletableFuture<Cli.Result> result;
        private final Path data;

        Run(Path data, String... arguments) {
            this.data = data;
            this.result = CompletableFuture.supplyAsync(() -> cli.run(arguments));
        }

        /** Where the broker is, once it serves clients. */
        String address() {
            return await().atMost(Duration.ofSeconds(60))
                    .until(this::running, Optional::isPresent)
                    .orElseThrow();
        }

        private Optional<String> running() {
            assertThat(result).as("the verb is still at work").isNotDone();
            return RunningBroker.find(data).map(RunningBroker::bootstrapServers);
        }

        Cli.Result interrupt() throws Exception {
            cli.interrupt();
            return result.get(60, TimeUnit.SECONDS);
        }
    }
}
