package io.millrace.cli;

import io.millrace.cli.verb.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The root of all commands; its verbs are in {@link Verbs}. */
@Command(
        name = "millrace",
        description = "Stream processing that joins Apache Kafka and Apache Spark.",
        versionProvider = VersionText.class,
        footer = {
            "",
            "Example:",
            "  millrace topic create clicks --bootstrap localhost:9092",
            "  millrace produce clicks clicks.jsonl",
            "  millrace consume clicks --until-end --output jsonl",
            "",
            "Exit codes: 0 ok, 1 findings or failed, 2 wrong usage, 3 cannot reach a service,",
            "4 timed out, 130 interrupted."
        })
final class MillraceCommand {

    @Mixin(name = GlobalOptions.MIXIN)
    private GlobalOptions global;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Millrace and its parts.")
    private boolean version;
}
