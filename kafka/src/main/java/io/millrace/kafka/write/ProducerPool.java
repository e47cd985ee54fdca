package io.millrace.kafka.write;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one producer for each connection of this process, shared by all tasks that write there and
 * kept warm from batch to batch. One that nobody has used for a while is closed. Thread-safe.
 */
public final class ProducerPool {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerPool.class);
    private static final ProducerPool SHARED = new ProducerPool(Duration.ofMinutes(2));
    private static final String BATCH_BYTES = Integer.toString(128 << 10);

    private final Map<KafkaConnection, Entry> entries = new HashMap<>();
    private final long idleNanos;

    private static final class Entry {
        private final Producer<byte[], byte[]> producer;
        private int users;
        private long idleSince;

        private Entry(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    ProducerPool(Duration idleLimit) {
        this.idleNanos = idleLimit.toNanos();
        ScheduledExecutorService sweeper =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "millrace-producer-sweeper");
                            thread.setDaemon(true);
                            return thread;
                        });
        long period = Math.max(1, idleNanos / 4);
        sweeper.scheduleWithFixedDelay(this::closeIdle, period, period, TimeUnit.NANOSECONDS);
    }

    /** The pool of this process. */
    public static ProducerPool shared() {
        return SHARED;
    }

    /** A producer that somebody uses. */
    static final class Lease {
        private final KafkaConnection connection;
        private final Entry entry;

        private Lease(KafkaConnection connection, Entry entry) {
            this.connection = connection;
            this.entry = entry;
        }

        Producer<byte[], byte[]> producer() {
            return entry.producer;
        }
    }

    /** A producer for the connection; give it back, or up, when done. */
    Lease take(KafkaConnection connection) {
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(connection, c -> new Entry(open(c)));
            entry.users++;
            return new Lease(connection, entry);
        }
    }

    /** Gives a producer back that {@link #take} gave. */
    void giveBack(Lease lease) {
        synchronized (entries) {
            lease.entry.idleSince = System.nanoTime();
        }
        leave(lease);
    }

    /**
     * Gives a producer back that failed. Nobody gets it again, since some failures are for good; it
     * is closed when its last user leaves it.
     */
    void giveUp(Lease lease) {
        synchronized (entries) {
            entries.remove(lease.connection, lease.entry);
        }
        leave(lease);
    }

    private void leave(Lease lease) {
        boolean done;
        synchronized (entries) {
            lease.entry.users--;
            boolean pooled = entries.get(lease.connection) == lease.entry;
            done = lease.entry.users == 0 && !pooled;
        }
        if (done) {
            close(lease.connection, lease.entry.producer);
        }
    }

    private void closeIdle() {
        Map<KafkaConnection, Entry> idle = new HashMap<>();
        synchronized (entries) {
            entries.forEach(
                    (connection, entry) -> {
                        if (entry.users == 0 && System.nanoTime() - entry.idleSince > idleNanos) {
                            idle.put(connection, entry);
                        }
                    });
            entries.keySet().removeAll(idle.keySet());
        }
        idle.forEach((connection, entry) -> close(connection, entry.producer));
    }

    private static void close(KafkaConnection connection, Producer<byte[], byte[]> producer) {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("Closing the producer of {} failed", connection, e);
        }
    }

    private static Producer<byte[], byte[]> open(KafkaConnection connection) {
        Properties properties = connection.clientProperties();
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        try {
            return new KafkaProducer<>(
                    properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "open a producer");
        }
    }
}
