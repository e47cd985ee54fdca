package io.millrace.cli;

import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "help",
        description = "Show the help of a command.",
        footer = {"", "Example:", "  millrace help topic create"})
final class HelpCommand extends Verb {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "The command; all of them if none is given.")
    private List<String> path = new ArrayList<>();

    HelpCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        CommandLine command = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(name));
            }
            command = next;
        }
        command.usage(command.getOut(), command.getColorScheme());
        return ExitCode.OK;
    }
}
