package io.millrace.cli;

import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that completes verbs and options in a shell.",
        footer = {
            "",
            "Example:",
            "  source <(millrace completion bash)",
            "  millrace completion zsh > ~/.millrace-completion && echo 'source"
                    + " ~/.millrace-completion' >> ~/.zshrc"
        })
final class CompletionCommand extends Verb {

    /** One script serves both shells: in zsh it switches bash completion on. */
    enum Shell {
        BASH,
        ZSH;

        static Shell parse(String text) {
            return switch (text) {
                case "bash" -> BASH;
                case "zsh" -> ZSH;
                default -> throw new IllegalArgumentException("bash or zsh");
            };
        }
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    CompletionCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() {
        PrintWriter writer = terminal().writer();
        writer.write(AutoComplete.bash("millrace", spec.root().commandLine()));
        writer.flush();
        return ExitCode.OK;
    }
}
