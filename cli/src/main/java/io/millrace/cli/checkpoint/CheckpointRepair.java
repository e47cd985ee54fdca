package io.millrace.cli.checkpoint;

import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "repair",
        description = {
            "Set broken files aside, so that flows can go on from checkpoints.",
            "",
            "Shows what it would do, and what that means for the data. Without --yes nothing is"
                    + " changed. Files are moved into the checkpoint's directory .quarantine, none"
                    + " is deleted. Checkpoints that a run is working on are refused."
        },
        footer = {
            "",
            "Example:",
            "  millrace checkpoint repair clicks.sql",
            "  millrace checkpoint repair clicks.sql --yes",
            "  millrace checkpoint repair clicks.sql --roll-back --yes"
        })
@EngineVerb
final class CheckpointRepair extends Verb {

    @Mixin private CheckpointPlace place;

    @Option(
            names = "--roll-back",
            description =
                    "Also where batches that were done have to be done again: without an"
                            + " exactly-once sink, their output is written twice.")
    private boolean rollBack;

    @Option(names = "--yes", description = "Do it, not only show it.")
    private boolean yes;

    CheckpointRepair(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        return new RepairProgram(session(), output(), place, rollBack, yes).run();
    }
}
