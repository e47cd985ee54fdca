package io.millrace.broker;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.local.BrokerRecord;
import io.millrace.kafka.local.RunningBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one broker, from its first look at the data directory to the release of the lock, on
 * a thread of its own: what is taken in order is given back in order, however the life ends.
 */
final class BrokerRun {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerRun.class);

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    /** Longer than any stop takes that ends at all. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final BrokerSettings settings;
    private final ServerProperties properties;
    private final Thread thread = new Thread(this::live, "millrace-broker");
    private final FatalFaults faults = new FatalFaults(this::failWith);

    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> toldToStop = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Whether an interrupt would reach a start that waits for what may never come. */
    private boolean interruptible = true;

    BrokerRun(BrokerSettings settings, ServerProperties properties) {
        this.settings = settings;
        this.properties = properties;
        thread.setDaemon(false);
    }

    void start() {
        thread.start();
    }

    /** The address for clients, once they are served, or why it has not come to that. */
    CompletableFuture<String> ready() {
        return ready;
    }

    /** Completes when nothing runs any more and the data directory is free. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Asks for the end and waits for it, whatever interrupts this thread meanwhile.
     *
     * @throws MillraceException if the end does not come
     */
    void stop() {
        if (toldToStop.complete(null)) {
            interruptStart();
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (!ended.isDone()) {
            try {
                ended.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException e) {
                throw BrokerError.BROKER_NOT_STOPPED.causedBy(
                        e, settings.dataDirectory(), STOP_LIMIT.toSeconds() + " s");
            } catch (ExecutionException e) {
                LOG.trace("The broker has failed, as termination() says", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void failWith(Throwable fault) {
        if (toldToStop.completeExceptionally(fault)) {
            LOG.error("The broker in {} cannot go on", settings.dataDirectory(), fault);
            interruptStart();
        }
    }

    private void live() {
        KafkaExit.watch(faults);
        Throwable failure = null;
        try (DataDirectory directory = DataDirectory.open(settings.dataDirectory());
                Listeners listeners = Listeners.bind(settings.port(), properties.backlog())) {
            directory.prepare();
            serve(directory.path(), listeners);
        } catch (Throwable e) {
            // Whatever it is, the owner is told, and it is the end of this thread anyway.
            failure = e;
        } finally {
            KafkaExit.unwatch(faults);
        }
        if (failure == null) {
            ended.complete(null);
        } else {
            LOG.debug("The end of the broker in {}", settings.dataDirectory(), failure);
            MillraceException coded = explain(failure);
            ended.completeExceptionally(coded);
            ready.completeExceptionally(coded);
        }
    }

    private void serve(Path directory, Listeners listeners) throws IOException {
        KafkaConfig config =
                properties.forStart(directory, listeners.clientPort(), listeners.controllerPort());
        KafkaNode node = KafkaNode.create(config, listeners, faults);
        try {
            startUp(node);
            String address = Listeners.HOST + ":" + listeners.clientPort();
            long pid = ProcessHandle.current().pid();
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            BrokerRecord.write(new RunningBroker(pid, address, directory, now));
            LOG.info("Broker at {} started with its data in {}", address, directory);
            ready.complete(address);
            toldToStop.join();
        } finally {
            stop(node, directory);
        }
    }

    private void stop(KafkaNode node, Path directory) {
        try {
            BrokerRecord.delete(directory);
        } catch (IOException e) {
            // Readers of the record look at the lock, too.
            LOG.warn("Cannot delete the record of the broker in {}", directory, e);
        }
        // After a fault there may be nobody left to answer.
        node.stop(toldToStop.isCompletedExceptionally() ? Duration.ZERO : GOODBYE);
        LOG.info("Broker with its data in {} stopped", directory);
    }

    private void startUp(KafkaNode node) {
        try {
            node.start();
        } finally {
            notInterruptibleAnyMore();
        }
    }

    /** To be called once: a second interrupt would meet the clean-up that the first has caused. */
    private synchronized void interruptStart() {
        if (interruptible) {
            thread.interrupt();
        }
    }

    /** An interrupt later on would close the files that Kafka is writing. */
    private synchronized void notInterruptibleAnyMore() {
        interruptible = false;
        Thread.interrupted();
    }

    private MillraceException explain(Throwable failure) {
        Path directory = settings.dataDirectory();
        if (toldToStop.isDone() && !toldToStop.isCompletedExceptionally() && !ready.isDone()) {
            return BrokerError.BROKER_START_INTERRUPTED.causedBy(failure, directory);
        }
        if (failure instanceof MillraceException coded) {
            return coded;
        }
        Throwable cause = toldToStop.handle((nothing, fault) -> fault).getNow(null);
        cause = cause == null ? failure : cause;
        BrokerError code =
                ready.isDone() ? BrokerError.BROKER_FAILED : BrokerError.BROKER_START_FAILED;
        return code.causedBy(cause, directory, FailureReason.of(cause));
    }
}
