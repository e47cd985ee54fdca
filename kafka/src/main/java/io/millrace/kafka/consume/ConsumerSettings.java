package io.millrace.kafka.consume;

import io.millrace.kafka.client.KafkaConnection;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of the consumer: ours where the work depends on them, the user's otherwise. */
final class ConsumerSettings {

    private ConsumerSettings() {}

    static Properties of(KafkaConnection connection, ReadOrder order) {
        Properties properties = connection.clientProperties();
        String limit = Long.toString(KafkaConnection.REQUEST_LIMIT.toMillis());
        properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "millrace-consume");
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000");
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304");
        properties.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "1048576");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        order.group().ifPresent(group -> properties.put(ConsumerConfig.GROUP_ID_CONFIG, group));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Lost records must be said, not skipped.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                order.isolation().name().toLowerCase(Locale.ROOT));
        return properties;
    }
}
