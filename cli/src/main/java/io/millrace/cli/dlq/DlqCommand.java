package io.millrace.cli.dlq;

import picocli.CommandLine.Command;

@Command(
        name = "dlq",
        description = "Look at dead letters, and put them back after a fix.",
        footer = {
            "",
            "Example:",
            "  millrace dlq list",
            "  millrace dlq show clicks-dlq --reason MALFORMED_RECORD --payload",
            "  millrace dlq redrive clicks-dlq --yes"
        },
        subcommands = {DlqList.class, DlqShow.class, DlqRedrive.class})
public final class DlqCommand {}
