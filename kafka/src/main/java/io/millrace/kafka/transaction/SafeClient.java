package io.millrace.kafka.transaction;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps away from Kafka clients that may send records to another topic than they were given for,
 * after a request has timed out (KAFKA-19012): those from 2.8.0 on, until it was mended in each
 * line.
 */
public final class SafeClient {

    private static final Logger LOG = LoggerFactory.getLogger(SafeClient.class);
    private static final String VERSION_FILE = "/kafka/kafka-version.properties";
    private static final List<Integer> FIRST_AFFECTED = List.of(2, 8, 0);
    private static final List<Integer> FIRST_SAFE_LINE = List.of(4, 2);

    /** The first release of a line that is safe. */
    private static final Map<List<Integer>, Integer> MENDED =
            Map.of(List.of(3, 9), 2, List.of(4, 0), 2, List.of(4, 1), 2);

    private SafeClient() {}

    /**
     * Looks at the client on the class path.
     *
     * @throws io.millrace.common.error.MillraceException if it is one of those
     */
    public static void require() {
        require(version());
    }

    /** As the client says in its log when it starts. */
    static String version() {
        Properties properties = new Properties();
        // By its jar: there may be another client on the class path.
        CodeSource jar = KafkaProducer.class.getProtectionDomain().getCodeSource();
        if (jar != null) {
            try (InputStream file =
                    new URL("jar:" + jar.getLocation() + "!" + VERSION_FILE).openStream()) {
                properties.load(file);
            } catch (IOException e) {
                LOG.debug("The Kafka client of {} does not tell its version", jar, e);
            }
        }
        return properties.getProperty("version", "unknown");
    }

    static void require(String version) {
        if (!isSafe(version)) {
            throw TransactionError.CLIENT_UNSAFE.exception(version, "4.2.0");
        }
    }

    static boolean isSafe(String version) {
        String[] parts = version.split("[.-]");
        if (parts.length < 3) {
            return true;
        }
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            int patch = Integer.parseInt(parts[2]);
            if (compare(List.of(major, minor, patch), FIRST_AFFECTED) < 0
                    || compare(List.of(major, minor), FIRST_SAFE_LINE) >= 0) {
                return true;
            }
            return patch >= MENDED.getOrDefault(List.of(major, minor), Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            // A build of somebody's own.
            return true;
        }
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
