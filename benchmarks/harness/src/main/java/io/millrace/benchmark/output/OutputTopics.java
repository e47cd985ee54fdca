package io.millrace.benchmark.output;

import io.millrace.benchmark.BenchmarkError;
import io.millrace.benchmark.workload.OutputRow;
import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that engines write to: a new one for each run, gone when it has been read. */
public final class OutputTopics {

    private static final int PARTITIONS = 4;
    private static final String FOREVER = "-1";

    private final KafkaConnection connection;

    public OutputTopics(KafkaConnection connection) {
        this.connection = connection;
    }

    /** Makes an empty topic, in place of one that an earlier command has left. */
    public void create(String name) throws InterruptedException {
        NewTopic topic =
                new NewTopic(name, PARTITIONS, (short) 1)
                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, FOREVER));
        try (Admin admin = connection.openAdmin()) {
            if (admin.listTopics().names().get().contains(name)) {
                admin.deleteTopics(List.of(name)).all().get();
            }
            admin.createTopics(List.of(topic)).all().get();
            OutputRead.awaitLeaders(admin, name, PARTITIONS);
        } catch (ExecutionException e) {
            throw BenchmarkError.OUTPUT_TOPIC_FAILED.causedBy(e, name, e.getCause().getMessage());
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
    public void delete(String name) throws InterruptedException {
        try (Admin admin = connection.openAdmin()) {
            admin.deleteTopics(List.of(name)).all().get();
        } catch (ExecutionException e) {
            throw BenchmarkError.OUTPUT_TOPIC_FAILED.causedBy(e, name, e.getCause().getMessage());
        }
    }
}
