package io.millrace.benchmark.latency;

import io.millrace.benchmark.contest.ContestSettings;
import io.millrace.benchmark.contest.EngineCatalog;
import io.millrace.benchmark.contest.EngineDescriptor;
import io.millrace.benchmark.input.BrokerProcess;
import io.millrace.benchmark.process.WorkDirectory;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command behind {@code benchmarks/latency/run}. */
@Command(
        name = "benchmarks/latency/run",
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpWidth = 100,
        description =
                "Measures how long an event takes from Kafka through an engine to Kafka: from the time"
                        + " at which it was scheduled to be sent to the time at which the broker"
                        + " appended its answer. Checks the answers, prints a table and writes a JSON"
                        + " file.")
final class LatencyCommand implements Callable<Integer> {

    private static final int CORES = 2;
    private static final int NOT_ALL_RIGHT = 1;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path home;
    private final String commandLine;

    @Spec private CommandSpec spec;

    @Option(
            names = "--engine",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "millrace,spark",
            description =
                    "Which engines, separated by commas, in this order. Default: ${DEFAULT-VALUE}.")
    private List<String> engines;

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "copy,count",
            description =
                    "Which workloads: ${COMPLETION-CANDIDATES}. copy has no state; count keeps the"
                            + " number and the newest time of each of 1,000 keys and writes each"
                            + " change. Default: ${DEFAULT-VALUE}.")
    private List<LatencyWorkload> workloads;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            defaultValue = "micro-batch",
            converter = ModeName.class,
            description =
                    "How engines on Spark process what arrives: micro-batch, real-time (workloads"
                            + " without state only). Default: ${DEFAULT-VALUE}.")
    private List<LatencyMode> modes;

    @Option(
            names = "--real-time-batch",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long a batch lasts in real-time mode; measure longer than that, or no"
                            + " moment between two batches is among what is measured. Default:"
                            + " ${DEFAULT-VALUE}.")
    private long realTimeBatchSeconds;

    @Option(
            names = "--interval",
            paramLabel = "MILLISECONDS",
            defaultValue = "0",
            description =
                    "How long after the begin of one micro-batch the next one begins at the"
                            + " earliest. Default: ${DEFAULT-VALUE}, as soon as there is something.")
    private long intervalMillis;

    @Option(
            names = "--tuning",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "tuned",
            description =
                    "How engines are set up: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private List<Tuning> tunings;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "N",
            defaultValue = "1000,10000,50000",
            description = "Records per second. Default: ${DEFAULT-VALUE}.")
    private List<Long> rates;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long is measured. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "How long events are sent before those that count. Default: ${DEFAULT-VALUE}.")
    private long warmUpSeconds;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description =
                    "Of each engine's JVM, all of it from the start, as -Xmx takes it. Default:"
                            + " ${DEFAULT-VALUE}.")
    private String heap;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "One more option for the JVM of each engine, such as a flight recording; may"
                            + " be given again.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE.json",
            description =
                    "Where the results go. Default: benchmarks/target/results/latency-TIME.json.")
    private Path output;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    private boolean help;

    LatencyCommand(Path home, String commandLine) {
        this.home = home;
        this.commandLine = commandLine;
    }

    @Override
    public Integer call() throws Exception {
        requireAtLeast("--seconds", seconds, 1);
        requireAtLeast("--real-time-batch", realTimeBatchSeconds, 5);
        requireAtLeast("--warm-up", warmUpSeconds, 0);
        requireAtLeast("--interval", intervalMillis, 0);
        for (long rate : rates) {
            requireAtLeast("--rate", rate, 1);
        }
        List<EngineDescriptor> chosen = engines.stream().map(this::engine).toList();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String name = "latency-" + FILE_TIME.format(begin);
        Path results = home.resolve(Path.of("benchmarks", "target", "results"));
        Path logs = results.resolve(name + "-logs");
        Machine machine = Machine.current();
        List<LatencyRow> rows = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.create();
                BrokerProcess broker =
                        BrokerProcess.start(work.directory("broker"), logs.resolve("broker.log"))) {
            LatencyRun run =
                    new LatencyRun(
                            settings(work.path(), logs),
                            broker.connection(),
                            Duration.ofSeconds(warmUpSeconds),
                            Duration.ofSeconds(seconds),
                            Duration.ofSeconds(realTimeBatchSeconds),
                            Duration.ofMillis(intervalMillis));
            for (LatencyWorkload workload : workloads) {
                for (long rate : rates) {
                    for (EngineDescriptor engine : chosen) {
                        for (Tuning tuning : tunings) {
                            if (engine.tunings().contains(tuning)) {
                                measure(run, engine, tuning, workload, rate, rows);
                            }
                        }
                    }
                }
            }
        }
        Path file = output == null ? results.resolve(name + ".json") : output;
        new LatencyFile(machine, begin.toString(), commandLine, warmUpSeconds, seconds, rows)
                .write(file);
        say("Results: " + file + ", logs: " + logs);
        spec.commandLine().getOut().print(LatencyTable.text(rows));
        spec.commandLine().getOut().flush();
        return rows.stream().allMatch(row -> row.answer().equals(LatencyRow.OK))
                ? 0
                : NOT_ALL_RIGHT;
    }

    private void measure(
            LatencyRun run,
            EngineDescriptor engine,
            Tuning tuning,
            LatencyWorkload workload,
            long rate,
            List<LatencyRow> rows)
            throws Exception {
        for (LatencyMode mode : modes) {
            if (mode.takes(workload)) {
                say(workload + " at " + rate + "/s: " + engine.name() + ", " + mode);
                rows.add(run.measure(engine, tuning, mode, workload, rate));
            }
        }
    }

    /** As in a name of an enum, in lower case with hyphens. */
    static final class ModeName implements ITypeConverter<LatencyMode> {
        @Override
        public LatencyMode convert(String text) {
            return Arrays.stream(LatencyMode.values())
                    .filter(mode -> mode.toString().equals(text.strip()))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "expected micro-batch or real-time, not " + text));
        }
    }

    private EngineDescriptor engine(String name) {
        List<EngineDescriptor> all = EngineCatalog.read(home);
        Predicate<EngineDescriptor> named = engine -> engine.name().equalsIgnoreCase(name.strip());
        return all.stream()
                .filter(named)
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        "--engine",
                                        name,
                                        "one of "
                                                + String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(EngineDescriptor::name)
                                                                .toList())));
    }

    private ContestSettings settings(Path workDirectory, Path logs) {
        return new ContestSettings(
                EnumSet.copyOf(tunings), 1, CORES, heap, jvmOptions, LIMIT, workDirectory, logs);
    }

    private void requireAtLeast(String option, long value, long least) {
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

    private void say(String progress) {
        spec.commandLine().getErr().println(progress);
        spec.commandLine().getErr().flush();
    }
}
