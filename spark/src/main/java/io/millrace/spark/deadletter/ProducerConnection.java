package io.millrace.spark.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Makes a connection for producers of one for consumers. */
final class ProducerConnection {

    private ProducerConnection() {}

    /** The same without what is meant for consumers alone, which a producer would warn of. */
    static KafkaConnection of(KafkaConnection connection) {
        Set<String> ofConsumers = new HashSet<>(ConsumerConfig.configNames());
        ofConsumers.removeAll(ProducerConfig.configNames());
        TreeMap<String, String> settings = new TreeMap<>(connection.settings());
        settings.keySet().removeAll(ofConsumers);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new KafkaConnection(connection.bootstrapServers(), settings);
    }
}
