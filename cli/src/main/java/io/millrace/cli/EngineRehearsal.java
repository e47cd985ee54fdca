package io.millrace.cli;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
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

/**
 * Loads the classes that a pipeline, the demo and the broker load, for the launcher to put into an
 * archive. Leaves its project in the working directory.
 */
final class EngineRehearsal {

    private static final Path DIRECTORY = Path.of("").toAbsolutePath();

    private EngineRehearsal() {}

    public static void main(String[] arguments) {
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
        System.exit(0);
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
        new CommandRun(session, arguments).execute();
        interrupts.finished();
    }
}
