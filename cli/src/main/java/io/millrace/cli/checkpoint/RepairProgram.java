package io.millrace.cli.checkpoint;

import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.cli.output.Output;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.spark.checkpoint.check.CheckpointRepair;
import io.millrace.spark.checkpoint.check.RepairPlan;
import io.millrace.spark.checkpoint.check.RepairStep;
import io.millrace.spark.checkpoint.lease.Claim;
import io.millrace.spark.checkpoint.lease.PipelineLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans repairs, shows them, and does them if told to. */
final class RepairProgram {

    private record Row(String checkpoint, RepairStep step) {}

    private static final Listing<Row> STEPS =
            Listing.of(
                    Column.of("checkpoint", Row::checkpoint),
                    Column.of("file", row -> row.step().file()),
                    Column.of(
                            "action",
                            row ->
                                    row.step()
                                            .action()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' ')),
                    Column.of("reason", row -> row.step().reason()));

    private final Session session;
    private final Output output;
    private final CheckpointSearch search;
    private final boolean rollBack;
    private final boolean yes;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int exitCode = ExitCode.OK;

    RepairProgram(
            Session session, Output output, CheckpointPlace place, boolean rollBack, boolean yes) {
        this.session = session;
        this.output = output;
        this.search = new CheckpointSearch(session.directory(), place);
        this.rollBack = rollBack;
        this.yes = yes;
    }

    int run() {
        search.find().forEach(this::repair);
        output.list(STEPS, rows, "There is nothing to repair.");
        notes.forEach(session.terminal().err()::println);
        if (!rows.isEmpty() && !yes) {
            session.terminal()
                    .err()
                    .println("Nothing has been changed. Repeat with --yes to do it.");
        }
        return exitCode;
    }

    private void repair(String checkpoint) {
        String pipeline = CheckpointSearch.pipelineOf(checkpoint);
        // A run would change what is looked at, and must not begin meanwhile.
        PipelineLease lease = PipelineLease.take(pipeline, search.hadoop(), Claim.IF_FREE);
        try {
            RepairPlan plan = CheckpointRepair.plan(checkpoint, search.hadoop());
            String name = checkpoint.substring(checkpoint.lastIndexOf('/') + 1);
            plan.steps().forEach(step -> rows.add(new Row(name, step)));
            if (plan.isHopeless()) {
                exitCode = ExitCode.FAILED;
                notes.add(name + ": cannot be repaired: " + plan.hopeless() + ".");
            } else if (!plan.steps().isEmpty()) {
                notes.add(name + ": " + plan.effect());
                carryOut(plan, name);
            }
        } finally {
            lease.close();
        }
    }

    private void carryOut(RepairPlan plan, String name) {
        if (!yes) {
            return;
        }
        if (plan.rollsBack() && !rollBack) {
            exitCode = ExitCode.FAILED;
            notes.add(
                    name
                            + ": nothing has been changed, for batches that were done would be done"
                            + " again. Say that you mean it with --roll-back.");
            return;
        }
        String place = CheckpointRepair.apply(plan, search.hadoop());
        notes.add(name + ": repaired; what was set aside is in " + place);
    }
}
