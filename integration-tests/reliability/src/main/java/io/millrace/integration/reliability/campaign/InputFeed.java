package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.DeliveryCheck;
import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.StateCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the input at an even pace until it is finished, so that there is always something to do,
 * and tells the checks what it sends.
 */
final class InputFeed {

    private static final int PRODUCERS = 4;
    private static final long TICK_MILLIS = 20;

    private final InputRecords inputs;
    private final DeliveryCheck delivery;
    private final StateCheck states;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int records;
    private final Duration duration;
    private final AtomicInteger lost = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "input");
    private volatile boolean stopped;
    private volatile int sent;

    InputFeed(
            String servers,
            InputRecords inputs,
            DeliveryCheck delivery,
            StateCheck states,
            int records,
            Duration duration) {
        this.inputs = inputs;
        this.delivery = delivery;
        this.states = states;
        this.records = records;
        this.duration = duration;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "acks",
                                "all",
                                "delivery.timeout.ms",
                                Integer.toString(Integer.MAX_VALUE),
                                "max.block.ms",
                                "600000",
                                "request.timeout.ms",
                                "5000",
                                "linger.ms",
                                "5",
                                "reconnect.backoff.max.ms",
                                "200"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    private void run() {
        long begin = System.nanoTime();
        try {
            while (!stopped) {
                double share = (System.nanoTime() - begin) / (double) duration.toNanos();
                int due = (int) (share * records);
                while (sent < due && !stopped) {
                    send(new InputId(sent % PRODUCERS, sent / PRODUCERS));
                    sent++;
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
    }

    private void send(InputId id) {
        delivery.attempt(id);
        producer.send(
                new ProducerRecord<>(
                        Tables.INPUT,
                        inputs.key(id).getBytes(StandardCharsets.UTF_8),
                        inputs.json(id).getBytes(StandardCharsets.UTF_8)),
                (metadata, failure) -> {
                    if (failure == null) {
                        delivery.acknowledge(id);
                        states.acknowledge(id);
                    } else {
                        lost.incrementAndGet();
                    }
                });
    }

    /** How many records were handed to the client. */
    int sent() {
        return sent;
    }

    /** How many the client could not send; of those nobody knows whether they are there. */
    int lost() {
        return lost.get();
    }

    /** Sends no more, and waits until everything that was sent is there. */
    void finish() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.close();
    }
}
