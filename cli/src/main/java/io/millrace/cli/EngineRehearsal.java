package io.millrace.cli;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Installation;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Loads the classes that a pipeline, the demo and the broker load, for the launcher to put into an
 * archive. Leaves its project in the working directory.
 */
final class EngineRehearsal {

    private static final Path DIRECTORY = Path.of("").toAbsolutePath();

    private static final long LIMIT_MINUTES = 10;

    private EngineRehearsal() {}

    public static void main(String[] arguments) {
        Thread limit = new Thread(EngineRehearsal::endAtLast, "limit");
        limit.setDaemon(true);
        limit.start();
        int exitCode = ExitCode.FAILED;
        try {
            rehearse();
            exitCode = ExitCode.OK;
        } finally {
            // Also if threads are left that would keep it alive.
            System.exit(exitCode);
        }
    }

    /** Without an archive, which would be one of half of the classes. */
    private static void endAtLast() {
        try {
            TimeUnit.MINUTES.sleep(LIMIT_MINUTES);
            Runtime.getRuntime().halt(ExitCode.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rehearse() {
        BrokerSettings settings = BrokerSettings.in(new ProjectDirectory(DIRECTORY).brokerData());
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            String servers = broker.bootstrapServers();
            run(servers, "demo", "--for", "1s");
            run(servers, "topic", "create", "lines");
            run(servers, "produce", "lines");
            for (String example : new String[] {"machine.sql", "wordcount.sql"}) {
                Path file = Installation.home().resolve("examples").resolve(example);
                run(servers, "run", file.toString(), "--once");
            }
        }
    }

    private static void run(String servers, String... arguments) {
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream("a line\n".getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        TerminalKind.none());
        Interrupts interrupts = new Interrupts();
        Session session =
                new Session(
                        terminal, Map.of(), DIRECTORY, interrupts, project -> Optional.of(servers));
        int exitCode = new CommandRun(session, arguments).execute();
        interrupts.finished();
        if (exitCode != ExitCode.OK) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + exitCode);
        }
    }
}
