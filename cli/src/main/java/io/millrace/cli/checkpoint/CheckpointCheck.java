package io.millrace.cli.checkpoint;

import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = {
            "Read checkpoints as a whole, and tell what is wrong with them.",
            "",
            "Shows for each flow the id of its query, the last batch that was planned, the last one"
                    + " that is done, the versions of its state that there are, and every file that"
                    + " is missing, empty, cut off or changed. Nothing is changed; a run may be"
                    + " working on them. Ends with 1 if a flow cannot go on from its checkpoint."
        },
        footer = {
            "",
            "Example:",
            "  millrace checkpoint check",
            "  millrace checkpoint check clicks.sql --output json"
        })
@EngineVerb
final class CheckpointCheck extends Verb {

    @Mixin private CheckpointPlace place;

    CheckpointCheck(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        return new CheckProgram(session(), output(), place).run();
    }
}
