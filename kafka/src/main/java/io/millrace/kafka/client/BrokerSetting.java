package io.millrace.kafka.client;

import io.millrace.common.error.MillraceException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a broker is set to, as far as it tells. */
public final class BrokerSetting {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSetting.class);

    private BrokerSetting() {}

    /** The value of a setting of some broker; empty if it is not known or may not be seen. */
    public static Optional<String> value(Admin admin, KafkaConnection connection, String key) {
        try {
            Node broker =
                    KafkaFailure.await(admin.describeCluster().nodes(), connection, "list brokers")
                            .iterator()
                            .next();
            ConfigResource resource =
                    new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Config config =
                    KafkaFailure.await(
                            admin.describeConfigs(List.of(resource)).values().get(resource),
                            connection,
                            "read the broker's settings");
            return Optional.ofNullable(config.get(key)).map(ConfigEntry::value);
        } catch (MillraceException e) {
            LOG.debug("Cannot read the setting {} of a broker", key, e);
            return Optional.empty();
        }
    }
}
