package io.millrace.broker;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A real Kafka broker in this process: one node, controller included, that only programs on this
 * machine can reach. It does no authentication, so that every user of the machine can.
 *
 * <p>Topics, records and group offsets are kept in the data directory and are there again after the
 * next start, on whatever port, also after the process was killed: what Kafka has acknowledged is
 * in the operating system's hands. Topics are not made by being written to.
 *
 * <p>The broker runs until it is closed or fails, and keeps the JVM alive until then. It does not
 * close itself when the JVM shuts down, because its owner knows what has to stop before it; a JVM
 * that ends without closing it costs the next start some seconds and no data. Any number of brokers
 * can run in one JVM, each with a data directory of its own.
 *
 * <p>While it runs, other processes find it with {@link
 * io.millrace.kafka.local.RunningBroker#find}. Thread-safe.
 */
@PublicApi
public final class EmbeddedBroker implements AutoCloseable {

    private final BrokerRun run;
    private final KafkaConnection connection;

    private EmbeddedBroker(BrokerRun run, String bootstrapServers) {
        this.run = run;
        this.connection = KafkaConnection.to(bootstrapServers);
    }

    /** Starts a broker with its data in this directory on a free port. */
    public static EmbeddedBroker start(Path dataDirectory) {
        return start(BrokerSettings.in(dataDirectory));
    }

    /**
     * Starts a broker and returns when it serves clients: after two or three seconds in a JVM that
     * has just started, less than one in a JVM that has run a broker before, and three more when
     * its predecessor was killed. An interrupt ends the wait and the broker.
     *
     * @throws MillraceException with a {@link BrokerError} when it cannot start; then nothing of it
     *     runs, and a directory that it may not use is as it was
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        ServerProperties properties = ServerProperties.of(settings.serverProperties());
        BrokerRun run = new BrokerRun(settings, properties);
        run.start();
        try {
            return new EmbeddedBroker(run, run.ready().get());
        } catch (ExecutionException e) {
            throw MillraceException.findIn(e).orElseThrow(() -> new IllegalStateException(e));
        } catch (InterruptedException e) {
            run.stop();
            Thread.currentThread().interrupt();
            throw BrokerError.BROKER_START_INTERRUPTED.causedBy(e, settings.dataDirectory());
        }
    }

    /** Where clients reach the broker, as host:port. */
    public String bootstrapServers() {
        return connection.bootstrapServers();
    }

    /** A connection to this broker. */
    public KafkaConnection connection() {
        return connection;
    }

    /**
     * Completes when the broker has stopped and its data directory is free: normally after {@link
     * #close}, with a {@link MillraceException} when it has failed. A fault for which Kafka would
     * end its process, such as a full or broken disk, stops the broker and never this process.
     */
    public CompletableFuture<Void> termination() {
        return run.ended().copy();
    }

    /**
     * Stops the broker and returns when it has stopped, in a second or so. Does nothing when it has
     * stopped already, for whatever reason.
     *
     * @throws MillraceException with {@link BrokerError#BROKER_NOT_STOPPED} if it does not stop
     */
    @Override
    public void close() {
        run.stop();
    }
}
