package io.millrace.cli.doctor;

import io.millrace.cli.cluster.KafkaOptions;
import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = {
            "Look at what a run needs, and say what to change.",
            "",
            "Java, memory, disk, ports, versions and the broker. The exit code is 1 if something"
                    + " would stop a run."
        },
        footer = {
            "",
            "Example:",
            "  millrace doctor",
            "  millrace doctor --bootstrap kafka1:9092,kafka2:9092 --output json"
        })
public final class DoctorCommand extends Verb {

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

    public DoctorCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() {
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
        return List.of(
                JavaCheck.ofThisProcess(),
                MemoryCheck.ofThisMachine(),
                new DiskCheck(directory),
                LoopbackCheck.ofThisMachine(),
                VersionCheck.ofThisClassPath(),
                new BrokerCheck(() -> kafka.connectionIfNamed(session())));
    }
}
