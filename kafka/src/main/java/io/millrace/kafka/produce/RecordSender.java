package io.millrace.kafka.produce;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to one topic, idempotently and acknowledged by all in-sync replicas unless the
 * connection's settings say otherwise. The first failure ends it: later records are refused. One
 * thread sends; any thread may ask for the progress.
 */
final class RecordSender implements AutoCloseable {

    private static final int BATCH_SIZE = 256 * 1024;
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    private final KafkaConnection connection;
    private final String topic;
    private final PartitionChooser chooser;
    private final List<Header> headers;
    private final SizeLimit limit;
    private final Producer<byte[], byte[]> producer;
    private final Callback callback = this::completed;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long read;

    RecordSender(
            KafkaConnection connection,
            ProduceOrder order,
            PartitionChooser chooser,
            SizeLimit limit,
            Producer<byte[], byte[]> producer) {
        this.connection = connection;
        this.topic = order.topic();
        this.headers = order.headers();
        this.chooser = chooser;
        this.limit = limit;
        this.producer = producer;
    }

    /**
     * Checks the topic first: the producer alone would create it, or wait a minute for it.
     *
     * @throws MillraceException BROKER_UNREACHABLE, TOPIC_NOT_FOUND or PARTITION_NOT_FOUND
     */
    static RecordSender open(KafkaConnection connection, ProduceOrder order) {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            String topic = order.topic();
            int partitions = topics.partitions(topic).size();
            PartitionChooser chooser = PartitionChooser.of(order.partitioning(), topic, partitions);
            SizeLimit limit =
                    SizeLimit.of(topics.maxMessageBytes(topic), connection, order.headers());
            return new RecordSender(connection, order, chooser, limit, producer(connection, limit));
        }
    }

    private static Producer<byte[], byte[]> producer(KafkaConnection connection, SizeLimit limit) {
        Properties properties = connection.clientProperties();
        properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "millrace-produce");
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(
                ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(limit.batchSize(BATCH_SIZE)));
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
        // A full buffer is a slow broker: wait as long as a batch may take to be delivered.
        properties.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                properties.getOrDefault(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000"));
        ByteArraySerializer serializer = new ByteArraySerializer();
        try {
            return new KafkaProducer<>(properties, serializer, serializer);
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "open a producer");
        }
    }

    /**
     * Hands a record to the producer; waits if its buffer is full.
     *
     * @return false if an earlier record has failed; {@link #close} says why
     */
    boolean send(byte[] key, byte[] value) {
        if (failure.get() != null) {
            return false;
        }
        read++;
        if (!limit.allows(key, value)) {
            failure.compareAndSet(null, limit.refusal(read, key, value));
            return false;
        }
        Integer partition = chooser.choose(value);
        try {
            producer.send(new ProducerRecord<>(topic, partition, key, value, headers), callback);
            return true;
        } catch (InterruptException e) {
            // It waited for space and is not among what was sent.
            read--;
            throw e;
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            return false;
        }
    }

    SendProgress progress() {
        return new SendProgress(read, acknowledged.get(), bytes.get());
    }

    /**
     * Waits for all records to be acknowledged.
     *
     * @throws MillraceException PRODUCE_INCOMPLETE or RECORD_REFUSED if one was not
     */
    @Override
    public void close() {
        close(FOREVER);
    }

    void close(Duration limit) {
        try {
            producer.close(failure.get() == null ? limit : Duration.ofSeconds(1));
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() == null && acknowledged.get() < read) {
            // The client's own thread can die and leave records without an answer (KAFKA-8202).
            failure.set(new KafkaException("the Kafka client stopped without an answer"));
        }
        if (failure.get() != null) {
            throw incomplete(KafkaFailure.unwrap(failure.get()));
        }
    }

    private MillraceException incomplete(Throwable cause) {
        boolean refused =
                cause instanceof RecordTooLargeException || cause instanceof InvalidRecordException;
        ProduceError code = refused ? ProduceError.RECORD_REFUSED : ProduceError.PRODUCE_INCOMPLETE;
        return code.causedBy(
                cause,
                topic,
                connection.bootstrapServers(),
                KafkaFailure.reason(cause),
                read,
                acknowledged.get());
    }

    private void completed(RecordMetadata metadata, Exception problem) {
        if (problem != null) {
            failure.compareAndSet(null, problem);
            return;
        }
        bytes.addAndGet(
                Math.max(0, metadata.serializedKeySize())
                        + (long) Math.max(0, metadata.serializedValueSize()));
        acknowledged.incrementAndGet();
    }
}
