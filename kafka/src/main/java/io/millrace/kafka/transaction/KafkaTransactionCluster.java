package io.millrace.kafka.transaction;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster of Kafka. */
public final class KafkaTransactionCluster implements TransactionCluster {

    /** As long as brokers allow if nobody tells them: a task may take that long. */
    private static final String TRANSACTION_TIMEOUT = "900000";

    /** The client waits this long for each first answer of a coordinator. */
    private static final String RETRY_BACKOFF = "10";

    private static final String BATCH_BYTES = Integer.toString(128 << 10);

    /** A coordinator may move while it is asked. */
    private static final String ANSWER_LIMIT = "60000";

    private final KafkaConnection connection;
    private Admin admin;

    public KafkaTransactionCluster(KafkaConnection connection) {
        Map<String, String> settings = new HashMap<>(connection.settings());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_LIMIT);
        this.connection = new KafkaConnection(connection.bootstrapServers(), settings);
    }

    @Override
    public Producer<byte[], byte[]> openProducer(String transactionalId) {
        Properties properties = connection.clientProperties();
        properties.remove(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF);
        try {
            return new KafkaProducer<>(
                    properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw translate(e, "open a producer");
        }
    }

    @Override
    public Map<String, OffsetAndMetadata> offsets(Collection<String> groups, TopicPartition place) {
        Map<String, OffsetAndMetadata> found = new HashMap<>();
        StableOffsets.read(admin(), connection, groups, List.of(place))
                .forEach(
                        (group, offsets) ->
                                offsets.values().forEach(offset -> found.put(group, offset)));
        return found;
    }

    @Override
    public Map<String, OffsetAndMetadata> offsetsSoFar(
            Collection<String> groups, TopicPartition place) {
        Map<String, OffsetAndMetadata> found = new HashMap<>();
        StableOffsets.readSoFar(admin(), connection, groups, List.of(place))
                .forEach(
                        (group, offsets) ->
                                offsets.values().forEach(offset -> found.put(group, offset)));
        return found;
    }

    @Override
    public void fence(Collection<String> transactionalIds) {
        // One by one: of several in one call the client waits half a second for each.
        for (String id : transactionalIds) {
            KafkaFailure.await(
                    admin().fenceProducers(List.of(id)).all(),
                    connection,
                    "fence transactional id '" + id + "'");
        }
    }

    @Override
    public RuntimeException translate(RuntimeException failure, String action) {
        return KafkaFailure.translate(failure, connection, action);
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = connection.openAdmin();
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
