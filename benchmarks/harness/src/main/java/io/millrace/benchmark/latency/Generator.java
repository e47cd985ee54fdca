package io.millrace.benchmark.latency;

import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.benchmark.records.TimedEvents;
import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the events of a schedule, each as soon as it is due. Used by one thread. */
final class Generator implements AutoCloseable {

    private static final long MICROS_PER_MILLI = 1_000;

    private final Producer<byte[], byte[]> producer;
    private final TimedEvents events;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Generator(KafkaConnection connection, TimedEvents events) {
        Properties properties = connection.clientProperties();
        // Kafka's own default, named because it is part of every latency: with no linger time the
        // requests of this program would keep the broker busier than the engine does.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        // A broker that answers late must not slow the schedule down.
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(256L << 20));
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.events = events;
    }

    /** Connects, so that the first event need not wait for it. */
    void connect(String topic) {
        producer.partitionsFor(topic);
    }

    /**
     * Sends all events of the schedule.
     *
     * @return by how much the latest was sent late, for lack of processor time
     */
    Duration send(Schedule schedule, String topic) throws Exception {
        RecordBuffer buffer = new RecordBuffer();
        long latest = 0;
        // The wall clock says when to begin; from there on the one that never jumps counts.
        long offset = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) - nanoMicros();
        for (long event = 0; event < schedule.events(); event++) {
            long due = schedule.micros(event);
            long now = nanoMicros() + offset;
            while (now < due) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(due - now));
                now = nanoMicros() + offset;
            }
            if (schedule.isMeasured(event)) {
                latest = Math.max(latest, now - due);
            }
            events.write(event, due, buffer);
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            null,
                            due / MICROS_PER_MILLI,
                            TimedEvents.key(TimedEvents.keyOf(event)),
                            buffer.value()),
                    (metadata, e) -> failure.compareAndSet(null, e));
        }
        producer.flush();
        if (failure.get() != null) {
            throw failure.get();
        }
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(latest));
    }

    private static long nanoMicros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
