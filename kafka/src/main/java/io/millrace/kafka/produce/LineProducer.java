package io.millrace.kafka.produce;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends the lines of a stream to a topic, each as one record, its bytes untouched. A line ends with
 * a line feed; an empty line is an empty value; a carriage return belongs to the value; the last
 * line needs no line feed.
 *
 * <p>Records are sent idempotently and acknowledged by all in-sync replicas. Nothing is
 * transactional: of a stream that fails half way, readers see the acknowledged part.
 */
@PublicApi
public final class LineProducer implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 1024 * 1024;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final ProduceOrder order;
    private final RecordSender sender;
    private final int lineLimit;
    private volatile boolean stopped;
    private final Object stopping = new Object();
    private Thread worker;

    /**
     * Checks the topic and opens a producer.
     *
     * @throws MillraceException BROKER_UNREACHABLE, TOPIC_NOT_FOUND or PARTITION_NOT_FOUND
     */
    public LineProducer(KafkaConnection connection, ProduceOrder order) {
        this.order = order;
        this.sender = RecordSender.open(connection, order);
        String limit = connection.settings().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        this.lineLimit = limit == null ? MAX_LINE_BYTES : Integer.parseInt(limit.strip());
    }

    /**
     * Sends every line, and waits for all of them to be acknowledged. May be called once.
     *
     * @return what was sent; less than the whole stream only after {@link #stop}
     * @throws MillraceException what is wrong with a line (the lines before it are sent), or
     *     PRODUCE_INCOMPLETE or RECORD_REFUSED if not all that was read could be sent
     */
    public SendProgress send(InputStream in) {
        synchronized (stopping) {
            worker = Thread.currentThread();
        }
        try {
            pump(new RecordLines(in, lineLimit, order.keySeparator(), order.nullMarker()));
        } catch (IOException | InterruptException e) {
            if (!stopped) {
                throw ProduceError.INPUT_UNREADABLE.causedBy(e, e.getMessage());
            }
        } finally {
            endReading();
            close();
        }
        return progress();
    }

    /** What was read is to be sent, which an interrupt would prevent: there is none from now on. */
    private void endReading() {
        synchronized (stopping) {
            worker = null;
            if (stopped) {
                Thread.interrupted();
            }
        }
    }

    private void pump(RecordLines lines) throws IOException {
        Pace pace =
                order.recordsPerSecond().isPresent()
                        ? new Pace(order.recordsPerSecond().getAsDouble(), System::nanoTime)
                        : null;
        while (!stopped && lines.next()) {
            if (pace != null) {
                waitFor(pace);
            }
            if (stopped || !sender.send(lines.key(), lines.value())) {
                return;
            }
        }
    }

    private void waitFor(Pace pace) {
        long end = System.nanoTime() + pace.next();
        for (long left = end - System.nanoTime(); left > 0 && !stopped; ) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    /** Makes {@link #send} stop reading and finish; safe to call from any thread, at any time. */
    public void stop() {
        synchronized (stopping) {
            stopped = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    public SendProgress progress() {
        return sender.progress();
    }

    @Override
    public void close() {
        if (stopped) {
            sender.close(STOP_LIMIT);
        } else {
            sender.close();
        }
    }
}
