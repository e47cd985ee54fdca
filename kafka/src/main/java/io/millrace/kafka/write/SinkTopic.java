package io.millrace.kafka.write;

import io.millrace.kafka.client.BrokerSetting;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.topic.TopicDirectory;
import io.millrace.kafka.topic.TopicDirectory.Absent;
import io.millrace.kafka.topic.TopicSelection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;

/** Looks at a topic before it is written to, for a producer would only say so after a minute. */
public final class SinkTopic {

    private record Checked(KafkaConnection connection, String topic) {}

    /** A stream asks before every micro-batch; the answer of the first time serves. */
    private static final Set<Checked> CHECKED = ConcurrentHashMap.newKeySet();

    private SinkTopic() {}

    /**
     * Checks, once in this process, that a topic is there or that the brokers create what is
     * written to.
     *
     * @throws io.millrace.common.error.MillraceException with {@link KafkaError#TOPIC_NOT_FOUND} if
     *     neither holds
     */
    public static void requireWritable(KafkaConnection connection, String topic) {
        if (CHECKED.contains(new Checked(connection, topic))) {
            return;
        }
        try (Admin admin = connection.openAdmin()) {
            boolean absent =
                    new TopicDirectory(admin, connection)
                            .find(TopicSelection.Subscribe.to(List.of(topic)), Absent.LEAVE_OUT)
                            .isEmpty();
            if (absent && !createsTopics(admin, connection)) {
                throw KafkaError.TOPIC_NOT_FOUND.exception(topic, connection.bootstrapServers());
            }
        }
        CHECKED.add(new Checked(connection, topic));
    }

    private static boolean createsTopics(Admin admin, KafkaConnection connection) {
        // Who may not read the broker's settings may still be allowed to write.
        return BrokerSetting.value(admin, connection, "auto.create.topics.enable")
                .map(Boolean::parseBoolean)
                .orElse(true);
    }
}
