package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Installation;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.local.RunningBroker;
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

    public static void main(String[] arguments) throws InterruptedException {
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

    private static void rehearse() throws InterruptedException {
        Interrupts stop = new Interrupts();
        Thread broker = new Thread(() -> serve(stop), "broker");
        broker.start();
        while (runningBroker().isEmpty()) {
            if (!broker.isAlive()) {
                throw new IllegalStateException("there is no broker");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        run("demo", "--for", "1s");
        run("topic", "create", "lines");
        run("produce", "lines");
        for (String example : new String[] {"machine.sql", "wordcount.sql"}) {
            Path file = Installation.home().resolve("examples").resolve(example);
            run("run", file.toString(), "--once");
        }
        stop.stopAndWait();
    }

    private static Optional<String> runningBroker() {
        return RunningBroker.find(new ProjectDirectory(DIRECTORY).brokerData())
                .map(RunningBroker::bootstrapServers);
    }

    private static void serve(Interrupts stop) {
        new CommandRun(session(stop), "broker").execute();
        stop.finished();
    }

    private static void run(String... arguments) {
        Interrupts interrupts = new Interrupts();
        int exitCode = new CommandRun(session(interrupts), arguments).execute();
        interrupts.finished();
        if (exitCode != ExitCode.OK) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + exitCode);
        }
    }

    private static Session session(Interrupts interrupts) {
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream("a line\n".getBytes(StandardCharsets.UTF_8)),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        TerminalKind.none());
        return new Session(terminal, Map.of(), DIRECTORY, interrupts, project -> runningBroker());
    }
}
