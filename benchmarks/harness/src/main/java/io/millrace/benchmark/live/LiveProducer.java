package io.millrace.benchmark.live;

import io.millrace.benchmark.input.InputTopic;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.kafka.client.KafkaConnection;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends ad events at a steady rate from a thread of its own. The time of an event is when it is due
 * by the schedule, not when it was sent, so that what is late through a crowded machine counts as
 * late.
 */
public final class LiveProducer implements AutoCloseable {

    private static final String BATCH_BYTES = Integer.toString(64 << 10);
    private static final String LINGER_MILLIS = "5";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final KafkaConnection connection;
    private final String topic;
    private final AdEvents events;
    private final long perSecond;
    private final Thread thread = new Thread(this::send, "live-producer");
    private final long startMillis;
    private volatile boolean stopping;
    private volatile long sent;

    private LiveProducer(
            KafkaConnection connection, String topic, AdEvents events, long perSecond) {
        this.connection = connection;
        this.topic = topic;
        this.events = events;
        this.perSecond = perSecond;
        this.startMillis = System.currentTimeMillis();
    }

    /** Begins to send. */
    public static LiveProducer start(
            KafkaConnection connection, String topic, AdEvents events, long perSecond) {
        LiveProducer producer = new LiveProducer(connection, topic, events, perSecond);
        producer.thread.setDaemon(true);
        producer.thread.start();
        return producer;
    }

    /** When an event is due, in milliseconds since 1970 UTC. */
    public long dueMillis(long event) {
        return startMillis + event * 1_000 / perSecond;
    }

    /** How many were sent. */
    public long sent() {
        return sent;
    }

    private void send() {
        Properties properties = connection.clientProperties();
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        RecordBuffer buffer = new RecordBuffer();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long event = 0; !stopping; event++) {
                while (!stopping && dueMillis(event) > System.currentTimeMillis()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                long due = dueMillis(event);
                events.write(event, due, buffer);
                int partition = (int) (event % InputTopic.PARTITIONS);
                producer.send(new ProducerRecord<>(topic, partition, due, null, buffer.value()));
                sent = event + 1;
            }
        }
    }

    /** Sends what is on its way and ends. */
    public void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
