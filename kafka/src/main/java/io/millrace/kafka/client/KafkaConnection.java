package io.millrace.kafka.client;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
    private static final List<String> LOGIN = List.of("security.", "sasl.", "ssl.");

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
        properties.putAll(ClientClasses.loaded().rename(settings));
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /**
     * Opens an administrative client. It answers or fails within {@link #REQUEST_LIMIT} unless the
     * settings say otherwise.
     */
    public Admin openAdmin() {
        try {
            return Admin.create(adminProperties());
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, this, "open a client");
        }
    }

    /** The client refuses a limit for the whole that is shorter than the one for a request. */
    Properties adminProperties() {
        Properties properties = clientProperties();
        long limit = REQUEST_LIMIT.toMillis();
        OptionalLong request = millis(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
        OptionalLong whole = millis(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        properties.putIfAbsent(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Long.toString(Math.max(limit, request.orElse(limit))));
        properties.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Long.toString(Math.min(limit, whole.orElse(limit))));
        return properties;
    }

    /** Empty for what is no number, which the client says better. */
    private OptionalLong millis(String key) {
        try {
            String text = settings.get(key);
            return text == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the other reaches the same brokers as the same principal. */
    public boolean isSameLogin(KafkaConnection other) {
        return bootstrapServers.equals(other.bootstrapServers) && login().equals(other.login());
    }

    private Map<String, String> login() {
        Map<String, String> login = new TreeMap<>(settings);
        login.keySet().removeIf(key -> LOGIN.stream().noneMatch(key::startsWith));
        return login;
    }

    /** Does not show the settings, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[" + bootstrapServers + "]";
    }
}
