package io.millrace.cli.broker;

import io.millrace.broker.BrokerError;
import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.common.error.MillraceException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs a broker until it is stopped or fails. */
final class BrokerProgram {

    private static final int USUAL_PORT = 9092;

    private final Session session;
    private final Output output;

    BrokerProgram(Session session, Output output) {
        this.session = session;
        this.output = output;
    }

    int run(Integer port, Path data) throws InterruptedException {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        session.interrupts().onInterrupt(() -> stopped.complete(null));
        Path directory =
                data == null
                        ? new ProjectDirectory(session.directory()).brokerData()
                        : session.directory().resolve(data);
        try (EmbeddedBroker broker = start(port, directory)) {
            announce(broker, directory);
            CompletableFuture.anyOf(stopped, broker.termination()).get();
        } catch (ExecutionException e) {
            throw MillraceException.findIn(e).orElseThrow(() -> new IllegalStateException(e));
        }
        session.terminal().err().println("The broker has stopped; its data stay in " + directory);
        return ExitCode.OK;
    }

    private static EmbeddedBroker start(Integer port, Path directory) {
        BrokerSettings settings = BrokerSettings.in(directory);
        if (port != null) {
            return EmbeddedBroker.start(settings.withPort(port));
        }
        try {
            return EmbeddedBroker.start(settings.withPort(USUAL_PORT));
        } catch (MillraceException e) {
            if (e.code() != BrokerError.PORT_UNAVAILABLE) {
                throw e;
            }
            return EmbeddedBroker.start(settings.withPort(BrokerSettings.ANY_PORT));
        }
    }

    private void announce(EmbeddedBroker broker, Path directory) {
        String address = broker.bootstrapServers();
        if (output.format() != OutputFormat.TABLE) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("bootstrapServers", address);
            facts.put("data", directory.toString());
            output.summary(facts);
        }
        PrintStream err = session.terminal().err();
        err.println("Kafka runs at " + address + ", with its data in " + directory);
        err.println("Try: millrace topic list --bootstrap " + address + "   (Ctrl-C stops it)");
    }
}
