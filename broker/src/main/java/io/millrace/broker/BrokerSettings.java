package io.millrace.broker;

import io.millrace.common.PublicApi;
import io.millrace.common.option.OptionError;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the owner of an {@link EmbeddedBroker} decides. Immutable.
 *
 * @param dataDirectory where topics, records and group offsets are kept; made when it is not there,
 *     and used by nothing else
 * @param port where clients reach the broker, or {@link #ANY_PORT}
 * @param serverProperties settings of the Kafka server that replace the broker's own; those that
 *     say who the broker is, where it listens and where its data lies are refused at start
 */
@PublicApi
public record BrokerSettings(Path dataDirectory, int port, Map<String, String> serverProperties) {

    /** The port that stands for any free one. */
    public static final int ANY_PORT = 0;

    private static final int LAST_PORT = 65_535;

    public BrokerSettings {
        if (port < 0 || port > LAST_PORT) {
            throw OptionError.INVALID_OPTION.exception(
                    "port", port, "a port from 1 to " + LAST_PORT + ", or 0 for a free one");
        }
        serverProperties = Collections.unmodifiableMap(new TreeMap<>(serverProperties));
    }

    /** A broker with its data in this directory, on a free port. */
    public static BrokerSettings in(Path dataDirectory) {
        return new BrokerSettings(dataDirectory, ANY_PORT, Map.of());
    }

    /** The same on this port. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(dataDirectory, newPort, serverProperties);
    }

    /** The same with one more setting of the Kafka server. */
    public BrokerSettings withServerProperty(String key, String value) {
        Map<String, String> all = new TreeMap<>(serverProperties);
        all.put(key, value);
        return new BrokerSettings(dataDirectory, port, all);
    }
}
