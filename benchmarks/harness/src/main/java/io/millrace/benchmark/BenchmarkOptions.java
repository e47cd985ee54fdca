package io.millrace.benchmark;

import io.millrace.benchmark.input.Compression;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code benchmarks/run}, as they are typed. */
final class BenchmarkOptions {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which workloads, separated by commas: ${bundle:workloads}. Default: all.")
    List<String> workloads = List.of();

    @Option(
            names = "--engine",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which engines, separated by commas, in the order of their turns: ${bundle:engines}."
                            + " Default: all.")
    List<String> engines = List.of();

    @Option(
            names = "--tuning",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which rows of an engine, as far as it has them: ${COMPLETION-CANDIDATES}."
                            + " Default: both.")
    List<Tuning> tunings = List.of(Tuning.values());

    @Option(
            names = "--compression",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "How the topics are compressed: ${COMPLETION-CANDIDATES}. Default:"
                            + " ${DEFAULT-VALUE}.")
    List<Compression> compressions;

    @Option(
            names = "--guarantee",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "none,at-least-once",
            description =
                    "What results must be worth, of workloads that can promise it: none,"
                            + " at-least-once, exactly-once. Default: ${DEFAULT-VALUE}.")
    List<Guarantee> guarantees;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "N",
            description =
                    "How many records a micro-batch may have, one size after the other, for engines"
                            + " of Spark; the others have none, and run once. Default: what the"
                            + " tuning of each engine says.")
    List<Long> batches = List.of();

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "8000000",
            description = "How many records each topic holds. Default: ${DEFAULT-VALUE}.")
    long records;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "3",
            description =
                    "How many runs are measured, after the one from a cold start. Default:"
                            + " ${DEFAULT-VALUE}.")
    int runs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the records. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "4g",
            description =
                    "Of each engine's JVM, all of it from the start, as -Xmx takes it. Default:"
                            + " ${DEFAULT-VALUE}.")
    String heap;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "3m",
            description =
                    "How long an engine may take for one run before it is out. Default:"
                            + " ${DEFAULT-VALUE}.")
    String timeout;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description =
                    "Where the broker keeps its topics, for the next time: what is there already"
                            + " is not filled again. Default: a temporary directory.")
    Path data;

    @Option(
            names = "--output",
            paramLabel = "FILE.json",
            description =
                    "Where the results go. Default: benchmarks/target/results/, named after the"
                            + " time.")
    Path output;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "One more option for the JVM of each engine, such as a flight recording; may"
                            + " be given again.")
    List<String> jvmOptions = List.of();

    @Option(
            names = "--one-process",
            description =
                    "Keep the process of an engine from one workload to the next. Saves its start,"
                            + " which is not measured then.")
    boolean oneProcess;

    @Option(
            names = "--memory",
            description =
                    "Find the smallest heap that leaves each engine 80 %% of the records/s it has"
                            + " with --heap, instead of comparing engines.")
    boolean memory;

    @Option(
            names = "--recovery",
            description =
                    "Kill each engine in the middle of W1, while half of what it can do comes in"
                            + " (or --load), and see how long it takes to come back, instead of comparing"
                            + " engines.")
    boolean recovery;

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "With --recovery: how much of what the engine can do comes in. Less than half"
                            + " where the sender and the broker share the cores with it. Default:"
                            + " ${DEFAULT-VALUE}.")
    double load;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    boolean help;

    @Option(
            names = "--report",
            paramLabel = "FILE.json",
            description =
                    "Measure nothing: write the page docs/benchmarks/FILE.md from these results.")
    Path report;
}
