package io.millrace.kafka.plan;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for records to arrive behind known ends. The broker holds the question until there is
 * something, so that an idle stream costs two requests a second and is told of a record at once.
 * Nothing is kept of what is fetched. Used by one thread.
 */
final class ArrivalWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArrivalWatch.class);

    private final KafkaConnection connection;
    private final IsolationLevel isolation;
    private KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> watched = Map.of();

    ArrivalWatch(KafkaConnection connection, IsolationLevel isolation) {
        this.connection = connection;
        this.isolation = isolation;
    }

    /**
     * Waits until there is more than the ends say.
     *
     * @return whether there may be more, or anything else that is worth a question: a failure to
     *     wait is one
     */
    boolean await(Map<TopicPartition, Long> ends, Duration limit) {
        if (ends.isEmpty()) {
            return true;
        }
        try {
            move(ends);
            if (!consumer.poll(limit).isEmpty() || hasMoved()) {
                watched = Map.of();
                return true;
            }
            return false;
        } catch (InterruptException e) {
            throw KafkaError.INTERRUPTED.causedBy(
                    e, "wait for records", connection.bootstrapServers());
        } catch (KafkaException e) {
            LOG.debug("Waiting for records at {} failed", connection.bootstrapServers(), e);
            close();
            return true;
        }
    }

    private void move(Map<TopicPartition, Long> ends) {
        if (consumer == null) {
            consumer = open();
        }
        if (!watched.equals(ends)) {
            watched = new HashMap<>(ends);
            if (!consumer.assignment().equals(ends.keySet())) {
                consumer.assign(ends.keySet());
            }
            ends.forEach(consumer::seek);
        }
    }

    /** What carries no record moves the end, too: transaction markers, aborted records. */
    private boolean hasMoved() {
        for (Map.Entry<TopicPartition, Long> end : watched.entrySet()) {
            if (consumer.position(end.getKey()) != end.getValue()) {
                return true;
            }
        }
        return false;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Properties properties = connection.clientProperties();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.name().toLowerCase(Locale.ROOT));
        // The first record is answer enough.
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "1");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, "false");
        try {
            return new KafkaConsumer<>(
                    properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, connection, "open a consumer");
        }
    }

    @Override
    public void close() {
        KafkaConsumer<byte[], byte[]> closing = consumer;
        consumer = null;
        watched = Map.of();
        if (closing == null) {
            return;
        }
        try {
            closing.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            LOG.debug("Closing a consumer of {} failed", connection.bootstrapServers(), e);
        }
    }
}
