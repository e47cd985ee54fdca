package io.millrace.cli.demo;

import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The topics of the demo, as examples/machine.sql names them. */
final class DemoTopics {

    static final String READINGS = "machine.readings";
    static final String METRICS = "machine.metrics";
    static final String PROCESSES = "machine.processes";

    /** A demo that runs for days must not fill the disk. */
    private static final Map<String, String> KEPT_FOR_AN_HOUR = Map.of("retention.ms", "3600000");

    private DemoTopics() {}

    /** Creates the topics that are not there yet. */
    static void create(KafkaConnection connection) {
        try (TopicAdmin admin = new TopicAdmin(connection)) {
            for (String topic : List.of(READINGS, METRICS, PROCESSES)) {
                admin.createIfAbsent(
                        new TopicOrder(
                                topic, OptionalInt.of(1), OptionalInt.empty(), KEPT_FOR_AN_HOUR));
            }
        }
    }
}
