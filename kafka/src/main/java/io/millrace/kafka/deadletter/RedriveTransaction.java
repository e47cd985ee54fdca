package io.millrace.kafka.deadletter;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.deadletter.LetterOutput.SealedLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records and which letters they were, together or not at all. */
final class RedriveTransaction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedriveTransaction.class);

    private final KafkaConnection connection;
    private final RedriveGroup group;
    private final Producer<byte[], byte[]> producer;
    private final Admin admin;
    private final Map<String, LetterLimit> limits = new HashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Set<TopicPartition> changed = new HashSet<>();
    private Map<TopicPartition, DoneOffsets> done;

    private RedriveTransaction(KafkaConnection connection, String topic) {
        this.connection = connection;
        this.group = new RedriveGroup(topic);
        this.admin = connection.openAdmin();
        Properties properties = new LetterLimit(Integer.MAX_VALUE).producerProperties(connection);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group.evidence().name());
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Ends what a command before this one has under way, and finds what is done. */
    static RedriveTransaction begin(KafkaConnection connection, String topic) {
        RedriveTransaction transaction = new RedriveTransaction(connection, topic);
        try {
            transaction.producer.initTransactions();
            transaction.done = transaction.group.read(connection);
            return transaction;
        } catch (KafkaException e) {
            transaction.close();
            throw transaction.translate(e);
        }
    }

    Map<TopicPartition, DoneOffsets> done() {
        return done;
    }

    /** Sends a letter back; it counts when {@link #commit} has returned. */
    void put(ConsumerRecord<byte[], byte[]> record, DeadLetter letter, String to) {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        try {
            var sent = RedriveRecord.of(letter, to, partition(letter, to));
            limits.computeIfAbsent(to, topic -> LetterLimit.of(admin, connection, topic))
                    .check(new SealedLetter(record.offset(), sent), place);
            if (changed.isEmpty()) {
                producer.beginTransaction();
            }
            changed.add(place);
            producer.send(
                    sent,
                    (metadata, e) -> {
                        if (e != null) {
                            failure.compareAndSet(null, e);
                        }
                    });
        } catch (KafkaException e) {
            throw translate(e);
        }
        done.computeIfAbsent(place, p -> new DoneOffsets())
                .add(record.offset(), record.offset() + 1);
    }

    /** The partition that the record was in, if it goes back where it came from. */
    private Integer partition(DeadLetter letter, String to) {
        return letter.origin()
                .filter(origin -> origin.topic().equals(to))
                .map(RecordOrigin::partition)
                .filter(number -> number < producer.partitionsFor(to).size())
                .orElse(null);
    }

    void commit() {
        if (changed.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : changed) {
            DoneOffsets ofPartition = done.get(partition);
            if (!ofPartition.canBeKept()) {
                throw DeadLetterError.REDRIVE_TOO_SCATTERED.exception(partition);
            }
            offsets.put(partition, ofPartition.toOffset());
        }
        try {
            producer.flush();
            if (failure.get() != null) {
                throw new KafkaException(failure.get());
            }
            producer.sendOffsetsToTransaction(offsets, group.evidence().metadata());
            Failpoint.REDRIVE_BEFORE_COMMIT.pass();
            producer.commitTransaction();
            Failpoint.REDRIVE_AFTER_COMMIT.pass();
        } catch (KafkaException e) {
            throw translate(e);
        }
        changed.clear();
    }

    private RuntimeException translate(KafkaException e) {
        Throwable cause = KafkaFailure.unwrap(e);
        return cause instanceof ProducerFencedException
                        || cause instanceof InvalidProducerEpochException
                        || cause instanceof InvalidTxnStateException
                ? DeadLetterError.REDRIVE_OVERTAKEN.causedBy(
                        e, group.topic(), KafkaFailure.reason(cause))
                : KafkaFailure.translate(e, connection, "put dead letters back");
    }

    /** What was not committed is given up. */
    @Override
    public void close() {
        try {
            if (!changed.isEmpty()) {
                producer.abortTransaction();
            }
        } catch (KafkaException e) {
            LOG.debug("Transaction {} was not aborted", group.evidence().name(), e);
        } finally {
            producer.close(Duration.ZERO);
            admin.close(Duration.ZERO);
        }
    }
}
