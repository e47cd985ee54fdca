package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters without transactions: those of a split that is read again are there twice.
 */
public final class AtLeastOnceLetters implements LetterOutput {

    private final KafkaConnection connection;
    private final TopicPartition partition;
    private final String topic;
    private LetterLimit limit;
    private Producer<byte[], byte[]> producer;

    /**
     * @param partition of the records
     * @param topic of the dead letters
     */
    public AtLeastOnceLetters(KafkaConnection connection, TopicPartition partition, String topic) {
        this.connection = connection;
        this.partition = partition;
        this.topic = topic;
    }

    @Override
    public void write(SplitPart part, List<SealedLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try {
            if (producer == null) {
                open();
            }
            letters.forEach(letter -> limit.check(letter, partition));
            List<Future<RecordMetadata>> sent =
                    letters.stream().map(letter -> producer.send(letter.record())).toList();
            producer.flush();
            for (Future<RecordMetadata> answer : sent) {
                answer.get();
            }
        } catch (KafkaException | ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e);
        }
    }

    private RuntimeException failure(Exception e) {
        return KafkaFailure.translate(e, connection, "write dead letters to topic '" + topic + "'");
    }

    private void open() {
        try (Admin admin = connection.openAdmin()) {
            limit = LetterLimit.of(admin, connection, topic);
        }
        producer =
                new KafkaProducer<>(
                        limit.producerProperties(connection),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
