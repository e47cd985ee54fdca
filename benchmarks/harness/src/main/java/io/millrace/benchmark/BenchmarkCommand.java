package io.millrace.benchmark;

import io.millrace.benchmark.contest.ContestSettings;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.contest.EnginePool.Reuse;
import io.millrace.benchmark.input.BrokerProcess;
import io.millrace.benchmark.input.InputTopic;
import io.millrace.benchmark.process.WorkDirectory;
import io.millrace.benchmark.protocol.ProcessUsage;
import io.millrace.benchmark.result.Machine;
import io.millrace.benchmark.result.ResultFile;
import io.millrace.benchmark.result.ResultPage;
import io.millrace.benchmark.workload.Workload;
import io.millrace.benchmark.workload.Workloads;
import io.millrace.common.option.DurationText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command behind {@code benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpWidth = 100,
        description =
                "Measures Millrace side by side with other engines: same broker, same topics, same"
                        + " questions, answers checked. Prints a table and writes a JSON file.",
        footer = {
            "",
            "Example: benchmarks/run --workload F,W2 --engine limit,millrace,spark --records 1000000"
        })
final class BenchmarkCommand implements Callable<Integer> {

    /** How many processors each engine uses, whatever the machine has. */
    private static final int CORES = 2;

    private static final int NOT_ALL_RIGHT = 1;

    /** The workload that engines are killed in. */
    private static final String RECOVERABLE = "W1";

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path home;
    private final String commandLine;
    private final Choices<Workload> workloads;
    private final Choices<EngineDescriptor> engines;

    @Spec private CommandSpec spec;
    @Mixin private BenchmarkOptions options;

    /**
     * @param home the root of the repository
     * @param commandLine what the results say of it
     */
    BenchmarkCommand(Path home, String commandLine, List<EngineDescriptor> engines) {
        this.home = home;
        this.commandLine = commandLine;
        this.workloads = new Choices<>("--workload", Workloads.ALL, Workload::name);
        this.engines = new Choices<>("--engine", engines, EngineDescriptor::name);
    }

    String workloadNames() {
        return workloads.names();
    }

    String engineNames() {
        return engines.names();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (options.report != null) {
            return report();
        }
        Benchmark.Outcome outcome = measure();
        out().print(outcome.table());
        out().flush();
        return outcome.passed() ? 0 : NOT_ALL_RIGHT;
    }

    private int report() {
        Path page =
                ResultPage.write(
                        options.report,
                        Workloads.ALL.stream()
                                .collect(Collectors.toMap(Workload::name, Workload::description)),
                        home);
        say("Wrote " + home.relativize(page));
        return 0;
    }

    private Benchmark.Outcome measure() throws InterruptedException {
        Benchmark.Plan plan = plan();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String name = FILE_TIME.format(begin);
        Path results = home.resolve(Path.of("benchmarks", "target", "results"));
        Path logs = results.resolve(name + "-logs");
        try (WorkDirectory work = WorkDirectory.create()) {
            ContestSettings settings = settings(work.path(), logs);
            checkProcessFigures();
            Machine machine = Machine.current();
            Path data = options.data == null ? work.directory("broker") : options.data;
            try (BrokerProcess broker = BrokerProcess.start(data, logs.resolve("broker.log"))) {
                Path output =
                        options.output == null ? results.resolve(name + ".json") : options.output;
                Consumer<Benchmark.Outcome> save =
                        outcome ->
                                new ResultFile(
                                                machine,
                                                begin.toString(),
                                                commandLine,
                                                outcome.versions(),
                                                input(plan, settings),
                                                outcome.rows(),
                                                outcome.memory(),
                                                outcome.recovery())
                                        .write(output);
                Benchmark benchmark = new Benchmark(plan, settings, this::say);
                Benchmark.Outcome outcome = run(benchmark, broker, save);
                save.accept(outcome);
                say("Results: " + output + ", logs: " + logs);
                return outcome;
            }
        }
    }

    private Benchmark.Outcome run(
            Benchmark benchmark, BrokerProcess broker, Consumer<Benchmark.Outcome> save)
            throws InterruptedException {
        if (options.memory) {
            return benchmark.searchMemory(broker, save);
        }
        return options.recovery ? benchmark.tryRecovery(broker, save) : benchmark.run(broker, save);
    }

    private static ResultFile.Input input(Benchmark.Plan plan, ContestSettings settings) {
        return new ResultFile.Input(
                plan.records(),
                plan.seed(),
                InputTopic.PARTITIONS,
                settings.measuredRuns(),
                settings.cores(),
                settings.heap());
    }

    private Benchmark.Plan plan() {
        checkAtLeast("--records", options.records, InputTopic.PARTITIONS);
        options.batches.forEach(size -> checkAtLeast("--batch", size, InputTopic.PARTITIONS));
        return new Benchmark.Plan(
                workloads.pick(
                        options.recovery ? List.of(RECOVERABLE) : options.workloads,
                        spec.commandLine()),
                engines.pick(options.engines, spec.commandLine()),
                options.compressions.stream().distinct().toList(),
                options.guarantees,
                options.batches.stream().distinct().toList(),
                options.oneProcess ? Reuse.ALWAYS : Reuse.NEVER,
                load(),
                options.records,
                options.seed);
    }

    private ContestSettings settings(Path workDirectory, Path logs) {
        checkAtLeast("--runs", options.runs, 1);
        return new ContestSettings(
                EnumSet.copyOf(options.tunings),
                options.runs,
                CORES,
                options.heap,
                options.jvmOptions,
                timeout(),
                workDirectory,
                logs);
    }

    private double load() {
        if (!options.recovery && spec.commandLine().getParseResult().hasMatchedOption("--load")) {
            throw invalid("--load", options.load, "--recovery beside it");
        }
        if (!(options.load > 0 && options.load <= 1)) {
            throw invalid("--load", options.load, "a number above 0 and at most 1");
        }
        return options.load;
    }

    private Duration timeout() {
        try {
            return DurationText.parse(options.timeout);
        } catch (IllegalArgumentException e) {
            throw invalid("--timeout", options.timeout, e.getMessage());
        }
    }

    private void checkAtLeast(String option, long value, long least) {
        if (value < least) {
            throw invalid(option, value, "a whole number of at least " + least);
        }
    }

    private ParameterException invalid(String option, Object value, String expected) {
        return new ParameterException(
                spec.commandLine(),
                "Invalid option '"
                        + option
                        + "' with value '"
                        + value
                        + "': expected "
                        + expected
                        + ".");
    }

    private static void checkProcessFigures() {
        try {
            ProcessUsage.cpuSeconds(ProcessHandle.current().pid());
            ProcessUsage.peakRssMiB(ProcessHandle.current().pid());
        } catch (UncheckedIOException e) {
            throw BenchmarkError.NO_PROCESS_FIGURES.causedBy(e, e.getCause());
        }
    }

    /** For people who wait; the table alone goes to standard output. */
    private void say(String progress) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(progress);
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
