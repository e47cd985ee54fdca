package io.millrace.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seen from outside: the error of a Kafka that does not answer names the address that was tried.
 */
class ConnectionSearchTest {

    private static final String[] QUICK = {
        "--kafka", "default.api.timeout.ms=200", "--kafka", "request.timeout.ms=200"
    };

    @TempDir private Path directory;
    private final Cli cli = new Cli();

    @Test
    void prefersTheCommandLineToTheEnvironmentToTheProject() throws IOException {
        Path file = write("bootstrap.servers=localhost:4");

        cli.projectBroker("localhost:2");
        assertThat(tried()).isEqualTo("localhost:2");
        cli.environment("MILLRACE_BOOTSTRAP", " localhost:3 ");
        assertThat(tried()).isEqualTo("localhost:3");
        assertThat(tried("--kafka-config", file.toString())).isEqualTo("localhost:4");
        assertThat(
                        tried(
                                "--kafka-config",
                                file.toString(),
                                "--kafka",
                                "bootstrap.servers=localhost:5"))
                .isEqualTo("localhost:5");
        assertThat(
                        tried(
                                "--kafka-config",
                                file.toString(),
                                "--kafka",
                                "bootstrap.servers=localhost:5",
                                "--bootstrap",
                                "localhost:6"))
                .isEqualTo("localhost:6");
    }

    @Test
    void takesAFileOfTheEnvironmentUnlessTheCommandLineHasOne() throws IOException {
        cli.environment("MILLRACE_KAFKA_CONFIG", write("bootstrap.servers=localhost:7").toString());
        assertThat(tried()).isEqualTo("localhost:7");

        cli.environment("MILLRACE_BOOTSTRAP", "localhost:8");
        assertThat(tried()).isEqualTo("localhost:8");
    }

    @Test
    void handsTheSettingsOfTheFileOn() throws IOException {
        // A setting that makes the client fail in a way of its own; others' settings are ignored.
        Path file = write("schema.registry.url=http://x\nsecurity.protocol=NONSENSE");

        Cli.Result result =
                cli.run(
                        "topic",
                        "list",
                        "--bootstrap",
                        "localhost:1",
                        "--kafka-config",
                        file.toString());

        assertThat(result.err()).contains("[INVALID_CLIENT_SETTING]").contains("NONSENSE");
        assertThat(
                        cli.run(
                                        "topic",
                                        "list",
                                        "--bootstrap",
                                        "localhost:1",
                                        "--kafka-config",
                                        file.toString(),
                                        "--kafka",
                                        "security.protocol=WORSE")
                                .err())
                .contains("WORSE");
    }

    @Test
    void findsFilesFromTheWorkingDirectory() throws IOException {
        write("bootstrap.servers=localhost:9");

        assertThat(cli.directory(directory).run(line("--kafka-config", "client.properties")).err())
                .contains("'localhost:9'");
    }

    @Test
    void saysWhatToDoIfNothingNamesAKafka() {
        Cli.Result result = cli.directory(directory).run("topic", "list");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("[NO_BROKER_NAMED]")
                .contains("'" + directory + "'")
                .contains("--bootstrap HOST:PORT")
                .contains("millrace broker");
    }

    @Test
    void saysThatAFileIsNotThere() {
        Cli.Result result = cli.run("topic", "list", "--kafka-config", "/no/such/file");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith(
                        "error: [FILE_UNREADABLE] Cannot read file '/no/such/file': there is no such"
                                + " file.");
    }

    private String tried(String... more) {
        Cli.Result result = cli.run(line(more));
        assertThat(result.exitCode()).isEqualTo(3);
        return result.err().replaceAll("(?s).*Kafka at '([^']*)'.*", "$1");
    }

    private static String[] line(String... more) {
        String[] line = new String[2 + QUICK.length + more.length];
        line[0] = "topic";
        line[1] = "list";
        System.arraycopy(QUICK, 0, line, 2, QUICK.length);
        System.arraycopy(more, 0, line, 2 + QUICK.length, more.length);
        return line;
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("client.properties"), content);
    }
}
