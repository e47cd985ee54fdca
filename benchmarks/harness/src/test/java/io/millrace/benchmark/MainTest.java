package io.millrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.contest.FakeModule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line, with engines that are not worth measuring. */
class MainTest {

    @TempDir private Path home;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeEngines() throws Exception {
        FakeModule.write(home, "fake", "right", "tunings = tuned");
        FakeModule.write(home, "limit", "right", "tunings = tuned");
    }

    private int run(String... arguments) {
        return Main.run(home, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void keepsThePlacesOfFilesToItself() {
        assertThat(Main.shown("--runs", "3", "--data", "/a b", "--output=/c", "--tuning=tuned"))
                .isEqualTo("benchmarks/run --runs 3 --tuning=tuned");
        assertThat(Main.shown()).isEqualTo("benchmarks/run");
    }

    @Test
    void showsWhatThereIsToChooseFrom() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("--workload", "W0, F, W1, W2, W3-100", "--engine", "fake, limit")
                .contains("none, lz4", "default, tuned", "8000000");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--workload=W22 | Invalid option '--workload' with value 'W22': expected W0, F,"
                        + " W1, W2, W3-100, W3-1M, W3-10M, W4, W5-q5, W5-q8, W6,"
                        + " W7-avro, W7-protobuf. Did you mean 'W2'?",
                "--engine=limmit | Invalid option '--engine' with value 'limmit': expected fake,"
                        + " limit. Did you mean 'limit'?",
                "--engine=xyzzy | Invalid option '--engine' with value 'xyzzy': expected fake,"
                        + " limit.",
                "--records=3 | Invalid option '--records' with value '3': expected a whole number"
                        + " of at least 4.",
                "--runs=0 | Invalid option '--runs' with value '0': expected a whole number of at"
                        + " least 1.",
                "--load=0.3 | Invalid option '--load' with value '0.3': expected --recovery"
                        + " beside it.",
                "--recovery --load=2 | Invalid option '--load' with value '2.0': expected a number"
                        + " above 0 and at most 1.",
                "--timeout=soon | Invalid option '--timeout' with value 'soon': expected a"
                        + " duration such as 500ms, 10s, 5m or 1h.",
                "--records=many | Invalid value for option '--records': 'many' is not a long",
                "--compression=zip | Invalid value for option '--compression'",
                "--tuning=best | Invalid value for option '--tuning'",
                "--worklod=W0 | Unknown option: '--worklod=W0'",
                "W0 | Unmatched argument at index 0: 'W0'"
            })
    void refusesWhatItDoesNotUnderstandWithExitCode2(String argument, String message) {
        assertThat(run(argument.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith(message);
        assertThat(err.toString().lines()).last().isEqualTo("See benchmarks/run --help.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void endsWithAnErrorIfAnyAnswerIsWrong() {
        Path output = home.resolve("results.json");

        // What the fake engine answers is the name of the topic.
        int status =
                run(
                        "--workload=W0",
                        "--records=40",
                        "--runs=1",
                        "--heap=64m",
                        "--output=" + output);

        assertThat(status).isEqualTo(1);
        assertThat(out.toString()).contains("W0", "fake", "wrong answer: 1 rows, expected 1;");
        assertThat(output)
                .content()
                .contains("\"answer\" : \"wrong answer")
                .contains("\"command\" : \"benchmarks/run --workload=W0 --records=40")
                .doesNotContain("recordsPerSecond");
        assertThat(err.toString())
                .contains("filling topic ad-events-v1-seed1-40-none")
                .contains("Results: " + output);
    }

    @Test
    void writesAPageWithoutMeasuring() throws Exception {
        Path results = home.resolve("r.json");
        Files.writeString(
                results,
                """
                {"machine": {"processor": "p", "cores": 2, "memoryMiB": 1, "system": "s",
                "java": "17", "loadAverage": 0.1}, "date": "d", "command": "c", "versions": {},
                "input": {"records": 1, "seed": 1, "partitions": 4, "runs": 1, "cores": 2,
                "heap": "4g"}, "results": []}
                """);

        assertThat(run("--report", results.toString())).isZero();
        assertThat(home.resolve("docs/benchmarks/r.md")).content().contains("# Benchmark r");
        assertThat(err.toString()).contains("Wrote docs/benchmarks/r.md");
    }

    @Test
    void saysWithACodeWhatIsWrong() {
        assertThat(run("--report", home.resolve("none.json").toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("[RESULTS_UNREADABLE] Cannot read results");
    }
}
