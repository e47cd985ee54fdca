package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs command lines in this process and catches what they write. */
public final class Cli {

    /** What came of a command line. */
    public record Result(int exitCode, String out, String err) {}

    private final Map<String, String> environment = new HashMap<>();
    private final Interrupts interrupts = new Interrupts();
    private InputStream in = InputStream.nullInputStream();
    private TerminalKind kind = TerminalKind.none();
    private Path directory = Path.of("").toAbsolutePath();
    private Optional<String> projectBroker = Optional.empty();

    /** A command line that is told of the shared broker by its environment. */
    public static Cli withBroker() {
        return new Cli().environment("MILLRACE_BOOTSTRAP", TestBroker.shared().bootstrap());
    }

    public Cli environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Cli input(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Cli terminals(TerminalKind terminals) {
        kind = terminals;
        return this;
    }

    public Cli directory(Path working) {
        directory = working;
        return this;
    }

    public Cli projectBroker(String bootstrap) {
        projectBroker = Optional.of(bootstrap);
        return this;
    }

    /** What Ctrl-C does to the command. */
    public void interrupt() {
        interrupts.stopAndWait();
    }

    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session =
                new Session(
                        new Terminal(in, out, err, kind),
                        environment,
                        directory,
                        interrupts,
                        project -> projectBroker);
        int exitCode = new CommandRun(session, arguments).execute();
        interrupts.finished();
        return new Result(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
