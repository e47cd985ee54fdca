package io.millrace.cli.broker;

import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        description = {
            "Run a Kafka broker for any Kafka client on this machine.",
            "",
            "It listens on 127.0.0.1 only and keeps its data in the project's .millrace. The other"
                    + " commands find it by themselves when they are run in the same directory."
        },
        footer = {
            "",
            "Example:",
            "  millrace broker",
            "  millrace broker --port 19092 --data /var/lib/millrace/broker"
        })
@EngineVerb
public final class BrokerCommand extends Verb {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port; 0 for any free one. Default: 9092, or any if that is taken.")
    private Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the broker keeps its data. Default: .millrace/broker.")
    private Path data;

    public BrokerCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() throws Exception {
        if (port != null && (port < 0 || port > 65_535)) {
            throw usage("--port must be from 0 to 65535, but was " + port);
        }
        return new BrokerProgram(session(), output()).run(port, data);
    }
}
