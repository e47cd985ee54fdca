package io.millrace.cli.group;

import picocli.CommandLine.Command;

@Command(
        name = "group",
        description = "List and describe consumer groups, and move their offsets.",
        footer = {
            "",
            "Example:",
            "  millrace group describe billing",
            "  millrace group reset billing --to earliest --yes"
        },
        subcommands = {GroupList.class, GroupDescribe.class, GroupReset.class})
public final class GroupCommand {}
