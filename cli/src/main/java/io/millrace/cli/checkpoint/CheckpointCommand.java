package io.millrace.cli.checkpoint;

import io.millrace.cli.verb.EngineVerb;
import picocli.CommandLine.Command;

@Command(
        name = "checkpoint",
        description = "Check the checkpoints of pipelines, and repair them.",
        footer = {
            "",
            "Example:",
            "  millrace checkpoint check clicks.sql",
            "  millrace checkpoint repair clicks.sql --yes"
        },
        subcommands = {CheckpointCheck.class, CheckpointRepair.class})
@EngineVerb
public final class CheckpointCommand {}
