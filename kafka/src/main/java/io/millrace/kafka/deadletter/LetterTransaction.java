package io.millrace.kafka.deadletter;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.LetterOutput.SealedLetter;
import io.millrace.kafka.deadletter.LetterOutput.SplitPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions of one slot, from when it is taken over from whoever had it before. What that one
 * had under way is over then, so that the written range that is read afterwards is final.
 */
final class LetterTransaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LetterTransaction.class);

    private final KafkaConnection connection;
    private final LetterSlot slot;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final LetterLimit limit;
    private WrittenRange written;

    private LetterTransaction(KafkaConnection connection, LetterSlot slot, String topic) {
        this.connection = connection;
        this.slot = slot;
        this.admin = connection.openAdmin();
        try {
            this.limit = LetterLimit.of(admin, connection, topic);
            this.producer = open();
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private Producer<byte[], byte[]> open() {
        Properties properties = limit.producerProperties(connection);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, slot.transactionalId());
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Takes the slot over.
     *
     * @throws KafkaException as the client has it
     */
    static LetterTransaction takeOver(KafkaConnection connection, LetterSlot slot, String topic) {
        LetterTransaction transaction = new LetterTransaction(connection, slot, topic);
        try {
            transaction.producer.initTransactions();
            transaction.written = transaction.readWritten();
            return transaction;
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    private WrittenRange readWritten() {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                slot.evidence().offsets(admin, connection, List.of(slot.partition()));
        return WrittenRange.of(offsets.get(slot.partition()), slot.topicId());
    }

    /**
     * Writes what is not written yet, and how far that is, together or not at all.
     *
     * @throws KafkaException as the client has it
     */
    void write(SplitPart part, List<SealedLetter> letters) {
        List<SealedLetter> missing =
                letters.stream().filter(letter -> !written.covers(letter.offset())).toList();
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(letter -> limit.check(letter, slot.partition()));
        WrittenRange then = written.with(part);
        producer.beginTransaction();
        try {
            AtomicReference<RuntimeException> failure = new AtomicReference<>();
            for (SealedLetter letter : missing) {
                producer.send(
                        letter.record(),
                        (metadata, e) -> {
                            if (e != null) {
                                failure.compareAndSet(null, asRuntime(e));
                            }
                        });
            }
            producer.flush();
            if (failure.get() != null) {
                throw failure.get();
            }
            producer.sendOffsetsToTransaction(
                    Map.of(slot.partition(), then.toOffset(slot.topicId())),
                    slot.evidence().metadata());
            Failpoint.DEADLETTER_BEFORE_COMMIT.pass();
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
        producer.commitTransaction();
        Failpoint.DEADLETTER_AFTER_COMMIT.pass();
        written = then;
    }

    private static RuntimeException asRuntime(Exception e) {
        return e instanceof RuntimeException runtime ? runtime : new KafkaException(e);
    }

    /** Left open, it would hold up readers until the brokers end it. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            LOG.debug("Transaction {} was not aborted", slot.transactionalId(), e);
        }
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("Closing the producer of {} failed", slot.transactionalId(), e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
