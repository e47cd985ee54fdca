package io.millrace.kafka.client;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * How to reach one Kafka cluster: its bootstrap servers and the client settings that go with them.
 * Immutable; compared by value, so that clients can be shared between users of the same connection.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param settings any Kafka client settings (security, time-outs), handed on as they are
 */
@PublicApi
public record KafkaConnection(String bootstrapServers, Map<String, String> settings)
        implements Serializable {

    /** How long a question to the cluster may take before it counts as unreachable. */
    public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

    private static final long serialVersionUID = 1L;

    public KafkaConnection {
        TreeMap<String, String> own = new TreeMap<>(settings);
        own.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        settings = own;
    }

    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /** The settings of any client of this cluster, for a client to add its own to. */
    public Properties clientProperties() {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /**
     * Opens an administrative client. It answers or fails within {@link #REQUEST_LIMIT} unless the
     * settings say otherwise.
     */
    public Admin openAdmin() {
        Properties properties = clientProperties();
        String limit = Long.toString(REQUEST_LIMIT.toMillis());
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, this, "open a client");
        }
    }

    /** Does not show the settings, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + "]";
    }
}
