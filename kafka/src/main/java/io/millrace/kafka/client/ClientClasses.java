package io.millrace.kafka.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Names of the client's classes in settings, such as the login module of a JAAS line. The
 * connector's one jar carries the client under another package, so that it does not meet a second
 * Kafka client; users go on naming its classes as Kafka's documentation does.
 */
final class ClientClasses {

    /** In pieces, because building the jar would rename it, too. */
    private static final String DOCUMENTED = String.join(".", "org", "apache", "kafka");

    private static final String CLASS_SUFFIX = ".class";
    private static final String CLASSES_SUFFIX = ".classes";

    private static final ClientClasses LOADED = new ClientClasses(packageOfLoaded());

    private final Pattern documented =
            Pattern.compile("(?<![\\w.\"])" + Pattern.quote(DOCUMENTED + "."));
    private final String actual;

    /**
     * @param actual the package that stands for {@code org.apache.kafka}
     */
    ClientClasses(String actual) {
        this.actual = actual;
    }

    /** The names under which this program's client has its classes. */
    static ClientClasses loaded() {
        return LOADED;
    }

    /** The settings, with each class of the client under its actual name. */
    Map<String, String> rename(Map<String, String> settings) {
        if (actual.equals(DOCUMENTED)) {
            return settings;
        }
        Map<String, String> renamed = new TreeMap<>(settings);
        renamed.replaceAll((key, value) -> namesClasses(key) ? rename(value) : value);
        return renamed;
    }

    private static boolean namesClasses(String key) {
        return key.endsWith(CLASS_SUFFIX)
                || key.endsWith(CLASSES_SUFFIX)
                || key.endsWith(SaslConfigs.SASL_JAAS_CONFIG)
                || key.equals(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG);
    }

    private String rename(String value) {
        return documented.matcher(value).replaceAll(Matcher.quoteReplacement(actual + "."));
    }

    private static String packageOfLoaded() {
        String clients = CommonClientConfigs.class.getPackageName();
        return clients.substring(0, clients.lastIndexOf('.'));
    }
}
