package io.millrace.cli;

import io.millrace.cli.verb.CliError;
import io.millrace.common.error.MillraceException;
import io.millrace.common.option.NearestName;
import java.util.Collection;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what picocli finds wrong with a command line into coded errors that suggest what to do. */
final class UsageErrors {

    private UsageErrors() {}

    static MillraceException of(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().get(0), command, problem);
        }
        return CliError.INVALID_USAGE.causedBy(problem, sentence(problem.getMessage()), name);
    }

    private static MillraceException unmatched(
            String argument, CommandLine command, ParameterException problem) {
        String name = command.getCommandSpec().qualifiedName();
        if (argument.startsWith("-")) {
            String option = argument.replaceFirst("=.*", "");
            return CliError.UNKNOWN_ARGUMENT.causedBy(
                    problem, option, name, suggestion(option, options(command), name));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? CliError.UNKNOWN_ARGUMENT.causedBy(
                        problem, argument, name, "See: " + name + " --help")
                : CliError.UNKNOWN_COMMAND.causedBy(
                        problem, argument, name, suggestion(argument, commands, name));
    }

    private static Collection<String> options(CommandLine command) {
        Collection<String> names = new TreeSet<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                names.add(option.longestName());
            }
        }
        return names;
    }

    private static String suggestion(String wrong, Collection<String> known, String command) {
        return NearestName.of(wrong, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("See: " + command + " --help");
    }

    private static String sentence(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
