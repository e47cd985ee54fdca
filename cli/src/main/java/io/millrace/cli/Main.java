package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.local.RunningBroker;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;

/** Where the {@code millrace} command starts. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stopAndWait, "interrupt"));
        int exitCode = new CommandRun(session(interrupts), arguments).execute();
        interrupts.finished();
        System.exit(exitCode);
    }

    /** The session of this process. */
    static Session session(Interrupts interrupts) {
        Map<String, String> environment = System.getenv();
        Terminal terminal =
                new Terminal(
                        // A channel, so that an interrupt ends a read that waits for input.
                        Channels.newInputStream(
                                new FileInputStream(FileDescriptor.in).getChannel()),
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err),
                        TerminalKind.detect(environment));
        return new Session(
                terminal,
                environment,
                Path.of("").toAbsolutePath(),
                interrupts,
                project ->
                        RunningBroker.find(new ProjectDirectory(project).brokerData())
                                .map(RunningBroker::bootstrapServers));
    }
}
