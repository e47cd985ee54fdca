package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run says before anything is started. */
class RunCommandTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run | [INVALID_USAGE] Invalid command line: Missing required parameter: 'FILE'."
                        + " See: millrace run --help",
                "run a.sql --onec | [UNKNOWN_ARGUMENT] Unknown argument '--onec' for millrace run."
                        + " Did you mean '--once'?",
                "run a.sql --checkpoint=x | [UNKNOWN_ARGUMENT] Unknown argument '--checkpoint' for"
                        + " millrace run. Did you mean '--checkpoints'?",
                "run a.sql b.sql | [UNKNOWN_ARGUMENT] Unknown argument 'b.sql' for millrace run."
                        + " See: millrace run --help",
                "run a.sql --conf spark.x | [INVALID_USAGE] Invalid command line: Value for option"
                        + " option '--conf' (KEY=VALUE) should be in KEY=VALUE format but was"
                        + " spark.x. See: millrace run --help",
                "run a.sql --kafka retris=3 | [UNKNOWN_CLIENT_SETTING] Unknown Kafka client setting"
                        + " 'retris'. Did you mean 'retries'?"
            })
    void refusesACommandLineThatIsWrong(String line, String error) throws IOException {
        Files.writeString(directory.resolve("a.sql"), "SELECT 1");

        Cli.Result result = run(line.split(" "));

        assertThat(result).isEqualTo(new Cli.Result(2, "", "error: " + error + "\n"));
        assertNothingWasStarted();
    }

    @ParameterizedTest
    @CsvSource({
        "missing.sql, it does not exist",
        "no/such/directory.sql, it does not exist",
        "directory, Is a directory",
        "latin1.sql, it is not UTF-8 text"
    })
    void namesAFileThatCannotBeReadBeforeAnythingIsStarted(String file, String reason)
            throws IOException {
        Files.createDirectory(directory.resolve("directory"));
        Files.write(directory.resolve("latin1.sql"), new byte[] {'-', '-', (byte) 0xe4});

        Cli.Result result = run("run", file);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error: [SQL_FILE_UNREADABLE] ")
                .contains("'" + file + "'", reason)
                .hasLineCount(1);
        assertNothingWasStarted();
    }

    @Test
    void tellsProgramsOfAMissingFileInJson() {
        assertThat(run("run", "missing.sql", "--output", "json").err())
                .startsWith("{\"error\":{\"code\":\"SQL_FILE_UNREADABLE\",\"category\":\"USER\"")
                .hasLineCount(1);
    }

    private Cli.Result run(String... arguments) {
        return new Cli().directory(directory).run(arguments);
    }

    private void assertNothingWasStarted() {
        assertThat(directory.resolve(".millrace")).doesNotExist();
    }
}
