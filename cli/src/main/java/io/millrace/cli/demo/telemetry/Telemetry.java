package io.millrace.cli.demo.telemetry;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what the machine tells of itself to a topic, ten times a second: processors, memory, disks,
 * network and the busiest processes, all read from {@code /proc}.
 */
public final class Telemetry implements AutoCloseable {

    private static final Path PROC = Path.of("/proc");
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final int PROCESSES = 10;

    private final String topic;
    private final String host;
    private final KafkaConnection connection;
    private final Producer<byte[], byte[]> producer;
    private final List<TelemetrySource> sources;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "telemetry"));
    private final AtomicLong sent = new AtomicLong();
    private long lastNanos = System.nanoTime() - PERIOD.toNanos();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    private Telemetry(KafkaConnection connection, String topic) {
        this.topic = topic;
        this.host = hostName();
        this.connection = connection;
        this.producer =
                new KafkaProducer<>(
                        connection.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.sources =
                List.of(
                        new CpuSource(PROC),
                        new MemorySource(PROC),
                        new DiskSource(PROC),
                        new NetworkSource(PROC),
                        new ProcessSource(PROC, PROCESSES));
    }

    /** Starts to send, until closed. */
    public static Telemetry start(KafkaConnection connection, String topic) {
        Telemetry telemetry = new Telemetry(connection, topic);
        telemetry.clock.scheduleAtFixedRate(
                telemetry::sendOnce, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return telemetry;
    }

    /** How many readings have been sent. */
    public long sent() {
        return sent.get();
    }

    /** The name of this machine, which every reading carries. */
    public String host() {
        return host;
    }

    /** Throws what went wrong, if something did: telemetry ends with its first failure. */
    public void check() {
        RuntimeException problem = failure.get();
        if (problem != null) {
            throw problem;
        }
    }

    private void sendOnce() {
        try {
            Instant now = Instant.now();
            long nanos = System.nanoTime();
            // After a pause the clock catches up with what it missed; rates of no time are none.
            if (nanos - lastNanos < PERIOD.toNanos() / 2) {
                return;
            }
            lastNanos = nanos;
            for (TelemetrySource source : sources) {
                for (Reading reading : source.read(nanos)) {
                    send(reading, now);
                }
            }
        } catch (RuntimeException e) {
            // The executor runs a task no more that has failed; whoever asks will hear of it.
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private void send(Reading reading, Instant time) {
        byte[] key = (host + "/" + reading.metric()).getBytes(StandardCharsets.UTF_8);
        String action = "send readings to topic '" + topic + "'";
        try {
            producer.send(
                    new ProducerRecord<>(topic, key, ReadingRecord.json(reading, host, time)),
                    (metadata, e) -> {
                        if (e == null) {
                            sent.incrementAndGet();
                        } else {
                            failure.compareAndSet(
                                    null, KafkaFailure.translate(e, connection, action));
                        }
                    });
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, action);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
