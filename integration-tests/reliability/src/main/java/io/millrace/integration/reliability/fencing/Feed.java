package io.millrace.integration.reliability.fencing;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends numbers from 0 on into a topic, some in each moment, until it is told to end. */
final class Feed implements AutoCloseable {

    private static final int RECORDS = 10;
    private static final long BETWEEN_MILLIS = 200;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Thread thread = new Thread(this::run, "feed");
    private volatile boolean ended;
    private volatile long sent;

    Feed(String servers, String topic) {
        this.topic = topic;
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!ended) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(
                        new ProducerRecord<>(
                                topic,
                                (int) (sent % QueryProcess.PARTITIONS),
                                null,
                                DriverTrials.value(sent)));
                sent++;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns how many there are. */
    long end() throws InterruptedException {
        ended = true;
        thread.join();
        producer.flush();
        return sent;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        producer.close();
    }
}
