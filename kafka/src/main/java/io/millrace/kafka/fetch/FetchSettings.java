package io.millrace.kafka.fetch;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.plan.DataLossPolicy;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/**
 * How records are fetched.
 *
 * @param batches how what was fetched is walked over
 * @param patience how long to wait for records that must be there before the task fails
 */
public record FetchSettings(
        KafkaConnection connection,
        IsolationLevel isolation,
        RecordBatches batches,
        Duration patience,
        DataLossPolicy onDataLoss)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Settings that walk over whole batches. */
    public FetchSettings(
            KafkaConnection connection,
            IsolationLevel isolation,
            Duration patience,
            DataLossPolicy onDataLoss) {
        this(connection, isolation, RecordBatches.WHOLE, patience, onDataLoss);
    }

    /** What a batch engine reads is never one record; what one fetch brings stays in the caches. */
    private static final String PARTITION_FETCH_BYTES = Integer.toString(4 << 20);

    /** As many as a fetch may bring, so that the next fetch is on its way while these are read. */
    private static final String POLL_RECORDS = "50000";

    /** The system's own choice, which grows with the connection. */
    private static final String RECEIVE_BUFFER_BYTES = "-1";

    Properties consumerProperties() {
        Properties properties = connection.clientProperties();
        properties.putIfAbsent(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.name().toLowerCase(Locale.ROOT));
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return properties;
    }
}
