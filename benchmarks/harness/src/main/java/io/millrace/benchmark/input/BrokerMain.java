package io.millrace.benchmark.input;

import io.millrace.benchmark.protocol.Failure;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.Verb;
import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The broker as a program of its own, so that what it costs is not taken for the engines'. */
final class BrokerMain {

    /** What this program says when it is ready. */
    record Serving(String bootstrapServers) {}

    private BrokerMain() {}

    /**
     * Runs a broker until standard input ends.
     *
     * @param arguments the data directory
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        // Event times lie in the past: with any retention the input would go while it is read.
        BrokerSettings settings =
                BrokerSettings.in(Path.of(arguments[0]))
                        .withServerProperty("log.retention.ms", "-1");
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            answers.println(Line.of(Verb.READY, new Serving(broker.bootstrapServers())));
            answers.flush();
            System.in.transferTo(PrintStream.nullOutputStream());
        } catch (MillraceException e) {
            e.printStackTrace();
            answers.println(Line.of(Verb.FAILED, new Failure(e.text())));
            answers.flush();
        }
    }
}
