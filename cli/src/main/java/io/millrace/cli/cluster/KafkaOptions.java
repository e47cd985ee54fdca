package io.millrace.cli.cluster;

import io.millrace.cli.verb.Session;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every verb that talks to Kafka. */
public final class KafkaOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka's address, or several with commas. Default: MILLRACE_BOOTSTRAP, else the"
                            + " broker that runs for this project.")
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A setting of the Kafka client; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Settings of the Kafka client in a properties file; passwords belong there."
                            + " Default: MILLRACE_KAFKA_CONFIG.")
    private Path file;

    /** Works out which Kafka to talk to, and how. */
    public KafkaConnection connection(Session session) {
        return new ConnectionSearch(session).find(bootstrap, settings, file);
    }

    /** The same, but empty if nothing names a Kafka. */
    public Optional<KafkaConnection> connectionIfNamed(Session session) {
        return new ConnectionSearch(session).findIfNamed(bootstrap, settings, file);
    }
}
