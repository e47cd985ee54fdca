package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** All commands with their paths below the root; the root has none. */
public record CommandTree(List<String> path, CommandLine command) {

    /** The commands, each before those below it. */
    public static Stream<CommandTree> all() {
        Session session =
                new Session(
                        new Terminal(
                                InputStream.nullInputStream(),
                                OutputStream.nullOutputStream(),
                                OutputStream.nullOutputStream(),
                                TerminalKind.none()),
                        Map.of(),
                        Path.of("").toAbsolutePath(),
                        new Interrupts(),
                        project -> Optional.empty());
        return walk(List.of(), CommandModel.whole(session));
    }

    static CommandLine find(List<String> path) {
        return all().filter(each -> each.path().equals(path)).findFirst().orElseThrow().command();
    }

    private static Stream<CommandTree> walk(List<String> path, CommandLine command) {
        Stream<CommandTree> below =
                command.getSubcommands().entrySet().stream()
                        .flatMap(entry -> walk(below(path, entry.getKey()), entry.getValue()));
        return Stream.concat(Stream.of(new CommandTree(path, command)), below);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
