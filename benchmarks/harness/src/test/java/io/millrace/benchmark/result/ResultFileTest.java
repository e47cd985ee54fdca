package io.millrace.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results as file, as table and as page. */
class ResultFileTest {

    private static final ResultRow GOOD =
            new ResultRow(
                    "W2",
                    "spark",
                    "tuned",
                    "none",
                    "lz4",
                    null,
                    new Spread(160_000, 150_000, 1_170_000),
                    new Spread(6.25, 6, 6.5),
                    12.5,
                    0.25,
                    30.5,
                    2_048L,
                    "ok",
                    List.of(new RunFigures(50, 100, 2)));

    private static final ResultRow BAD =
            new ResultRow(
                    "F",
                    "limit",
                    "tuned",
                    "none",
                    "none",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "wrong answer: [a|b]",
                    List.of());

    private static final ResultFile FILE =
            new ResultFile(
                    new Machine("A processor", 2, 24_000, "Linux 6 amd64", "17.0.1 Someone", 1.5),
                    "2026-11-21T02:54:43Z",
                    "benchmarks/run --workload W2",
                    Map.of("spark", Map.of("spark", "4.1.0")),
                    new ResultFile.Input(8_000_000, 1, 4, 3, 2, "4g"),
                    List.of(GOOD, BAD),
                    List.of(),
                    List.of());

    @TempDir private Path directory;

    @Test
    void isReadAsItWasWritten() {
        Path file = directory.resolve("new/results.json");

        FILE.write(file);

        assertThat(ResultFile.read(file)).isEqualTo(FILE);
    }

    @Test
    void hasTheShapeThatOthersRead() {
        Path file = directory.resolve("results.json");

        FILE.write(file);

        assertThat(file)
                .content()
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "machine" : {
                            "processor" : "A processor",
                            "cores" : 2,
                            "memoryMiB" : 24000,
                            "system" : "Linux 6 amd64",
                            "java" : "17.0.1 Someone",
                            "loadAverage" : 1.5
                          },
                          "date" : "2026-11-21T02:54:43Z",
                          "command" : "benchmarks/run --workload W2",
                          "versions" : {
                            "spark" : {
                              "spark" : "4.1.0"
                            }
                          },
                          "input" : {
                            "records" : 8000000,
                            "seed" : 1,
                            "partitions" : 4,
                            "runs" : 3,
                            "cores" : 2,
                            "heap" : "4g"
                          },
                          "results" : [
                            {
                              "workload" : "W2",
                              "engine" : "spark",
                              "tuning" : "tuned",
                              "guarantee" : "none",
                              "compression" : "lz4",
                              "recordsPerSecond" : {
                                "median" : 160000.0,
                                "min" : 150000.0,
                                "max" : 1170000.0
                              },
                              "millraceTimesAsFast" : {
                                "median" : 6.25,
                                "min" : 6.0,
                                "max" : 6.5
                              },
                              "cpuSecondsPerMillionRecords" : 12.5,
                              "brokerCpuSecondsPerMillionRecords" : 0.25,
                              "coldStartSeconds" : 30.5,
                              "peakRssMiB" : 2048,
                              "answer" : "ok",
                              "runs" : [
                                {
                                  "wallSeconds" : 50.0,
                                  "cpuSeconds" : 100.0,
                                  "brokerCpuSeconds" : 2.0
                                }
                              ]
                            },
                            {
                              "workload" : "F",
                              "engine" : "limit",
                              "tuning" : "tuned",
                              "guarantee" : "none",
                              "compression" : "none",
                              "answer" : "wrong answer: [a|b]",
                              "runs" : [ ]
                            }
                          ]
                        }
                        """);
    }

    @Test
    void isATableForPeople() {
        assertThat(ResultTable.text(List.of(GOOD, BAD)))
                .isEqualTo(
                        """
                        workload  engine  tuning  guarantee  compression                     records/s         millrace x  CPU s/M  broker CPU s/M  cold s  RSS MiB  answer
                        W2        spark   tuned   none       lz4          160,000 [150,000..1,170,000]  6.25 [6.00..6.50]    12.50            0.25   30.50    2,048  ok
                        F         limit   tuned   none       none                                    -                  -        -               -       -        -  wrong answer: [a|b]
                        """);
    }

    @Test
    void isAPageOfTheDocumentation() throws Exception {
        Path file = directory.resolve("first.json");
        FILE.write(file);

        Path page = ResultPage.write(file, Map.of("W2", "the Yahoo query"), directory);

        assertThat(page).isEqualTo(directory.resolve("docs/benchmarks/first.md"));
        assertThat(Files.readString(page))
                .startsWith("# Benchmark first\n")
                .contains(
                        """
                        * Date: 2026-11-21T02:54:43Z
                        * Command: `benchmarks/run --workload W2`
                        * Machine: A processor, 2 cores, 24,000 MiB, Linux 6 amd64, Java 17.0.1 Someone
                        * Load average before the first run: 1.50; others used the machine, so that CPU and ratios count
                        * Input: 8,000,000 records, seed 1, 4 partitions, broker on the same machine
                        * Each engine: 2 cores, a heap of 4g from the start, one run from a cold start, then 3 measured runs in the same process, in turns with the others
                        * Versions of spark: spark 4.1.0
                        """)
                .contains("## W2: the Yahoo query\n")
                .contains(
                        "| W2 | spark | tuned | none | lz4 | 160,000 [150,000..1,170,000] | 6.25"
                                + " [6.00..6.50] | 12.50 | 0.25 | 30.50 | 2,048 | ok |\n")
                .contains("## F\n")
                .contains(
                        "| F | limit | tuned | none | none | - | - | - | - | - | - | wrong answer:"
                                + " [a\\|b] |\n");
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoResult() throws Exception {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"machine\": 3}");

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith("[RESULTS_UNREADABLE] Cannot read results '" + file);
        assertThatThrownBy(() -> ResultFile.read(directory.resolve("none.json")))
                .hasMessageContaining("NoSuchFileException");
        assertThatThrownBy(() -> FILE.write(file.resolve("below")))
                .hasMessageStartingWith("[RESULTS_UNWRITABLE]");
    }

    @Test
    void knowsTheMachine() {
        Machine machine = Machine.current();

        assertThat(machine.processor()).isNotBlank();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryMiB()).isGreaterThan(100);
    }
}
