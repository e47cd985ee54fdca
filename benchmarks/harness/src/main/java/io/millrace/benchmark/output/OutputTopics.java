package io.millrace.benchmark.output;

import io.millrace.benchmark.workload.OutputRow;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that engines write to: a new one for each run, gone when it has been read. */
public final class OutputTopics {

    private static final int PARTITIONS = 4;
    private static final String FOREVER = "-1";

    private final KafkaConnection connection;

    public OutputTopics(KafkaConnection connection) {
        this.connection = connection;
    }

    /** The same, with the time of appending as the timestamp of records. */
    public void createTimed(String name) {
        create(
                name,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        FOREVER,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    /** Makes an empty topic, in place of one that an earlier command has left. */
    public void create(String name) {
        create(name, Map.of(TopicConfig.RETENTION_MS_CONFIG, FOREVER));
    }

    private void create(String name, Map<String, String> configs) {
        TopicOrder order =
                new TopicOrder(name, OptionalInt.of(PARTITIONS), OptionalInt.empty(), configs);
        try (TopicAdmin admin = new TopicAdmin(connection)) {
            if (!admin.createIfAbsent(order)) {
                admin.delete(List.of(name));
                admin.create(order);
            }
        }
    }

    /**
     * The rows that lie in a topic, read as consumers read that trust transactions; each call of
     * {@code iterator()} reads it anew.
     */
    public Iterable<String> rows(String name, OutputRow row) {
        return () -> new OutputRead(connection, name, PARTITIONS, row);
    }

    /** Deletes a topic; the broker does it in its own time. */
    public void delete(String name) {
        try (TopicAdmin admin = new TopicAdmin(connection)) {
            admin.delete(List.of(name));
        }
    }
}
