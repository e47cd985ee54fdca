package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Loads the classes that light verbs load, for the launcher to put into an archive. It asks a port
 * where nothing can listen, and so learns nothing.
 */
final class Rehearsal {

    private static final String NOWHERE = "127.0.0.1:1";

    private Rehearsal() {}

    public static void main(String[] arguments) {
        Main.session(new Interrupts());
        run("--help");
        run("--version");
        run("topic", "create", "--help");
        run("topic", "lits");
        for (String format : new String[] {"table", "json"}) {
            run(
                    "topic",
                    "list",
                    "--output",
                    format,
                    "--bootstrap",
                    NOWHERE,
                    "--kafka",
                    "default.api.timeout.ms=100",
                    "--kafka",
                    "request.timeout.ms=100");
        }
        Properties properties = new Properties();
        properties.put("bootstrap.servers", NOWHERE);
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())
                .close();
        properties.put("group.id", "rehearsal");
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .close();
    }

    private static void run(String... arguments) {
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        TerminalKind.none());
        Session session =
                new Session(
                        terminal,
                        Map.of(),
                        Path.of(""),
                        new Interrupts(),
                        project -> Optional.empty());
        new CommandRun(session, arguments).execute();
    }
}
