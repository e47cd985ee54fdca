package io.millrace.cli.doctor;

import io.millrace.cli.cluster.KafkaOptions;
import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import io.millrace.kafka.plan.TopicLoad;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = {
            "Look at what a run needs, and say what to change.",
            "",
            "Java, memory, disk, ports, versions and the broker; with --topic whether a topic has"
                    + " the partitions that its rate, the size of its records and the cores that"
                    + " read it ask for. The exit code is 1 if something would stop a run."
        },
        footer = {
            "",
            "Example:",
            "  millrace doctor",
            "  millrace doctor --bootstrap kafka1:9092,kafka2:9092 --output json",
            "  millrace doctor --topic clicks --rate 200000 --cores 8"
        })
public final class DoctorCommand extends Verb {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Listing<Finding> FINDINGS =
            Listing.of(
                    Column.of("status", Finding::status),
                    Column.of("subject", Finding::subject),
                    Column.of("found", Finding::found),
                    Column.jsonOnly("remedy", Finding::remedy));

    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where broker and checkpoints keep their data. Default: .millrace in the working"
                            + " directory.")
    private Path data;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "A topic to look at, too.")
    private String topic;

    @Option(
            names = "--rate",
            paramLabel = "RECORDS",
            description =
                    "Records per second that the topic is to carry. Default: what was written in"
                            + " the last five minutes.")
    private Double rate;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Cores of the engine that reads the topic. Default: of this machine.")
    private Integer cores;

    public DoctorCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        if (topic == null && (rate != null || cores != null)) {
            throw usage("--rate and --cores are of a topic; name it with --topic");
        }
        if (rate != null && rate < 0 || cores != null && cores < 1) {
            throw usage("--rate must be 0 or more, --cores 1 or more");
        }
        List<Finding> findings = checks().stream().map(Check::look).toList();
        output().list(FINDINGS, findings, "");
        if (output().format() == OutputFormat.TABLE) {
            tellRemedies(findings);
        }
        boolean stops = findings.stream().anyMatch(f -> f.status() == Status.FAIL);
        return stops ? ExitCode.FAILED : ExitCode.OK;
    }

    private void tellRemedies(List<Finding> findings) {
        PrintWriter writer = terminal().writer();
        findings.forEach(
                finding ->
                        finding.remedy()
                                .ifPresent(
                                        remedy ->
                                                writer.write(
                                                        "\n"
                                                                + finding.subject()
                                                                + ": "
                                                                + remedy
                                                                + "\n")));
        writer.flush();
    }

    private List<Check> checks() {
        Path directory =
                data == null
                        ? new ProjectDirectory(session().directory()).state()
                        : session().directory().resolve(data);
        List<Check> checks =
                new ArrayList<>(
                        List.of(
                                JavaCheck.ofThisProcess(),
                                MemoryCheck.ofThisMachine(),
                                new DiskCheck(directory),
                                LoopbackCheck.ofThisMachine(),
                                VersionCheck.ofThisClassPath(),
                                new BrokerCheck(() -> kafka.connectionIfNamed(session()))));
        if (topic != null) {
            checks.add(topicCheck());
        }
        return checks;
    }

    private TopicCheck topicCheck() {
        return new TopicCheck(
                () -> TopicLoad.of(kafka.connection(session()), topic, WINDOW, Instant.now()),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                cores == null ? Runtime.getRuntime().availableProcessors() : cores);
    }
}
