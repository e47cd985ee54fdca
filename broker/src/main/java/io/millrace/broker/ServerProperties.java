package io.millrace.broker;

import io.millrace.common.option.NearestName;
import io.millrace.common.option.OptionError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings that the Kafka server starts with: who and where it is, then what the owner says,
 * then defaults for one node on a laptop.
 */
final class ServerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "PLAINTEXT";

    /** Kept by the broker itself, not by its owner. */
    private static final Set<String> RESERVED =
            Set.of(
                    "advertised.listeners",
                    "broker.id",
                    "controller.listener.names",
                    "controller.quorum.auto.join.enable",
                    "controller.quorum.bootstrap.servers",
                    "controller.quorum.voters",
                    "cordoned.log.dirs",
                    "early.start.listeners",
                    "inter.broker.listener.name",
                    "listener.security.protocol.map",
                    "listeners",
                    "log.dir",
                    "log.dirs",
                    "metadata.log.dir",
                    "node.id",
                    "process.roles",
                    "security.inter.broker.protocol",
                    "unstable.api.versions.enable",
                    "unstable.feature.versions.enable");

    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    // One node holds the only replica of everything.
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    // Each partition costs files, buffers and start time.
                    Map.entry("offsets.topic.num.partitions", "4"),
                    Map.entry("transaction.state.log.num.partitions", "4"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    // Nobody else is going to join.
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
                    // Two cores, shared with the engine.
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "4"),
                    Map.entry("background.threads", "2"),
                    Map.entry("group.coordinator.threads", "2"),
                    // Room for 150,000 keys in one pass instead of 5 million.
                    Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                    // Nothing is gained by collecting the few metadata records of one node, and
                    // each creation of a topic waits for it.
                    Map.entry("controller.quorum.append.linger.ms", "0"),
                    // An idle broker does not write to the disk twice a second.
                    Map.entry("metadata.max.idle.interval.ms", "0"),
                    // After a kill the controller lets the broker in again when the session of
                    // its predecessor has run out: 3 s instead of 9 s.
                    Map.entry("broker.session.timeout.ms", "3000"),
                    Map.entry("broker.heartbeat.interval.ms", "1000"));

    private final Map<String, String> chosen;

    private ServerProperties(Map<String, String> chosen) {
        this.chosen = chosen;
    }

    /**
     * Takes the owner's settings and checks them; touches nothing.
     *
     * @throws io.millrace.common.error.MillraceException if a key is unknown or reserved, or a
     *     value does not fit
     */
    static ServerProperties of(Map<String, String> ownersChoice) {
        ownersChoice.keySet().forEach(ServerProperties::checkKey);
        Map<String, String> chosen = new TreeMap<>(DEFAULTS);
        chosen.putAll(ownersChoice);
        ServerProperties properties = new ServerProperties(chosen);
        properties.trial();
        return properties;
    }

    /** How many connections may wait to be accepted. */
    int backlog() {
        return trial().socketListenBacklogSize();
    }

    /** Kafka's own look at the settings, before there is a directory or a port. */
    private KafkaConfig trial() {
        return forStart(Path.of("data"), 1, 2);
    }

    /** The complete settings for a start with these ports. */
    KafkaConfig forStart(Path dataDirectory, int clientPort, int controllerPort) {
        String listeners =
                CLIENT_LISTENER
                        + "://"
                        + Listeners.HOST
                        + ":"
                        + clientPort
                        + ","
                        + CONTROLLER_LISTENER
                        + "://"
                        + Listeners.HOST
                        + ":"
                        + controllerPort;
        Properties all = new Properties();
        all.putAll(chosen);
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("log.dirs", dataDirectory.toString());
        all.put("listeners", listeners);
        all.put("advertised.listeners", listeners);
        all.put(
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        all.put("inter.broker.listener.name", CLIENT_LISTENER);
        all.put("controller.listener.names", CONTROLLER_LISTENER);
        // A static voter is not stored, so that its port may differ at each start.
        all.put("controller.quorum.voters", NODE_ID + "@" + Listeners.HOST + ":" + controllerPort);
        try {
            return KafkaConfig.fromProps(all, false);
        } catch (ConfigException | IllegalArgumentException e) {
            throw BrokerError.INVALID_SERVER_PROPERTY.causedBy(e, FailureReason.of(e));
        }
    }

    private static void checkKey(String key) {
        if (RESERVED.contains(key)) {
            throw BrokerError.SERVER_PROPERTY_RESERVED.exception(key);
        }
        Set<String> known = KafkaConfig.configDef().names();
        if (!known.contains(key)) {
            throw OptionError.UNKNOWN_OPTION.exception(
                    key,
                    "the Kafka server",
                    NearestName.of(key, known)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("It takes the broker settings of Kafka's documentation."));
        }
    }
}
