package io.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo says before anything is started. */
class DemoCommandTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--for=0s | --for must be more than 0",
                "--for=-1s | expected",
                "--for=soon | but was 'soon'",
                "--until=5s | Unknown argument '--until'",
                "mill | Unknown argument 'mill'"
            })
    void refusesACommandLineThatIsWrong(String argument, String problem) {
        Cli.Result result = new Cli().directory(directory).run("demo", argument);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("error: [").contains(problem).hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }
}
