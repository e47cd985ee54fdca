package io.millrace.cli.checkpoint;

import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.spark.checkpoint.check.CheckpointReport;
import io.millrace.spark.checkpoint.check.Checkpoints;
import io.millrace.spark.checkpoint.check.Finding;
import java.util.List;
import java.util.Locale;

/** Checks checkpoints and shows what it found. */
final class CheckProgram {

    private static final Listing<Finding> FINDINGS =
            Listing.of(
                    Column.of("severity", f -> f.severity().name().toLowerCase(Locale.ROOT)),
                    Column.of("file", Finding::file),
                    Column.of("problem", Finding::problem));

    private static final Listing<CheckpointReport> REPORTS =
            Listing.of(
                    Column.of("checkpoint", CheckProgram::name),
                    Column.jsonOnly("path", CheckpointReport::path),
                    Column.of("query", CheckpointReport::queryId),
                    Column.of("planned", CheckpointReport::planned),
                    Column.of("committed", CheckpointReport::committed),
                    Column.of("state", CheckProgram::state),
                    Column.of("sound", report -> !report.isBroken()),
                    Column.jsonOnly("findings", report -> FINDINGS.array(report.findings())));

    private final Session session;
    private final Output output;
    private final CheckpointSearch search;

    CheckProgram(Session session, Output output, CheckpointPlace place) {
        this.session = session;
        this.output = output;
        this.search = new CheckpointSearch(session.directory(), place);
    }

    int run() {
        List<CheckpointReport> reports =
                search.find().stream()
                        .map(path -> Checkpoints.report(path, search.hadoop()))
                        .toList();
        output.list(REPORTS, reports, "There are no checkpoints.");
        if (output.format() == OutputFormat.TABLE) {
            reports.forEach(this::explain);
        }
        return reports.stream().anyMatch(CheckpointReport::isBroken)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    /** The last two parts of its path: pipeline and flow. */
    private static String name(CheckpointReport report) {
        String[] parts = report.path().split("/");
        return parts.length < 2
                ? report.path()
                : parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }

    private static String state(CheckpointReport report) {
        return report.stores() == 0
                ? "none"
                : "%d to %d in %d parts"
                        .formatted(
                                report.oldestState().orElse(0),
                                report.newestState().orElse(0),
                                report.stores());
    }

    private void explain(CheckpointReport report) {
        for (Finding finding : report.findings()) {
            session.terminal()
                    .err()
                    .println(
                            name(report)
                                    + ": "
                                    + finding
                                    + (finding.isBroken() ? "." : "; it is not needed any more."));
        }
        if (report.isBroken()) {
            session.terminal()
                    .err()
                    .println("See what can be done: millrace checkpoint repair " + report.path());
        }
    }
}
