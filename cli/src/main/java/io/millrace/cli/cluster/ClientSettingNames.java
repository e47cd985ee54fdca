package io.millrace.cli.cluster;

import io.millrace.cli.verb.CliError;
import io.millrace.common.option.NearestName;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The names of settings that some Kafka client takes. Kafka ignores others in silence, so a slip of
 * the keyboard on the command line is caught here. Files are not checked: they are often shared
 * with other programs, whose settings stand beside.
 */
final class ClientSettingNames {

    private ClientSettingNames() {}

    static void check(String key) {
        Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        if (!known.contains(key)) {
            String suggestion =
                    NearestName.of(key, known)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("See Kafka's documentation of its clients.");
            throw CliError.UNKNOWN_CLIENT_SETTING.exception(key, suggestion);
        }
    }
}
