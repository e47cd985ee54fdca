package io.millrace.benchmark.input;

import io.millrace.benchmark.BenchmarkError;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.kafka.client.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the records of an input topic, which must be there and empty. */
final class TopicFill {

    private static final int THREADS = 2;

    /** What a producer tuned for throughput writes; Kafka's own default is 16 KiB. */
    private static final String BATCH_BYTES = Integer.toString(64 << 10);

    private static final String LINGER_MILLIS = "20";

    private final KafkaConnection connection;
    private final InputTopic topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private TopicFill(KafkaConnection connection, InputTopic topic) {
        this.connection = connection;
        this.topic = topic;
    }

    static void write(KafkaConnection connection, InputTopic topic) throws InterruptedException {
        new TopicFill(connection, topic).writeAll();
    }

    private void writeAll() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int share = i;
                shares.add(threads.submit(() -> writeShare(share)));
            }
            for (Future<?> share : shares) {
                share.get();
            }
        } catch (ExecutionException e) {
            failure.compareAndSet(null, e);
        } finally {
            threads.shutdownNow();
        }
        if (failure.get() != null) {
            throw BenchmarkError.INPUT_NOT_FILLED.causedBy(
                    failure.get(), topic.name(), failure.get().getMessage());
        }
    }

    /**
     * Each thread has partitions of its own, so that a partition is in the order of the sequence.
     */
    private void writeShare(int share) {
        RecordBuffer buffer = new RecordBuffer();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < topic.records() && failure.get() == null; i++) {
                int partition = (int) (i % InputTopic.PARTITIONS);
                if (partition % THREADS == share) {
                    topic.source().write(i, buffer);
                    send(producer, partition, buffer);
                }
            }
            for (int i = 0; i < topic.source().closers(); i++) {
                int partition = i % InputTopic.PARTITIONS;
                if (partition % THREADS == share) {
                    topic.source().writeCloser(i, buffer);
                    send(producer, partition, buffer);
                }
            }
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int partition, RecordBuffer record) {
        producer.send(
                new ProducerRecord<>(
                        topic.name(), partition, record.timestamp(), null, record.value()),
                (written, e) -> failure.compareAndSet(null, e));
    }

    private Properties settings() {
        Properties properties = connection.clientProperties();
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, topic.compression().toString());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        return properties;
    }
}
