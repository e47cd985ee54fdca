package io.millrace.benchmark.input;

import io.millrace.benchmark.BenchmarkError;
import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The input topics of a broker: filled where they are not, and read once. */
public final class InputTopics {

    private static final String FOREVER = "-1";

    private final KafkaConnection connection;
    private final Consumer<String> progress;

    public InputTopics(KafkaConnection connection, Consumer<String> progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * Sees to it that the topic holds exactly its records. One that is complete from an earlier run
     * is taken as it is, one that is not is filled anew.
     *
     * @return how many bytes the values have
     */
    public long provide(InputTopic topic) throws InterruptedException {
        try (Admin admin = connection.openAdmin()) {
            if (isComplete(admin, topic)) {
                progress.accept("topic " + topic.name() + " is there");
            } else {
                progress.accept("filling topic " + topic.name());
                createAnew(admin, topic);
                TopicFill.write(connection, topic);
                checkComplete(admin, topic);
            }
        } catch (ExecutionException e) {
            throw BenchmarkError.INPUT_NOT_FILLED.causedBy(
                    e, topic.name(), e.getCause().getMessage());
        }
        progress.accept("reading topic " + topic.name() + " once");
        return TopicRead.valueBytes(connection, topic.partitions());
    }

    private static boolean isComplete(Admin admin, InputTopic topic)
            throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().contains(topic.name())
                && records(admin, topic) == topic.size();
    }

    private static void checkComplete(Admin admin, InputTopic topic)
            throws ExecutionException, InterruptedException {
        long records = records(admin, topic);
        if (records != topic.size()) {
            throw BenchmarkError.INPUT_NOT_FILLED.exception(
                    topic.name(), "it holds " + records + " records instead of " + topic.size());
        }
    }

    /** How many records the topic holds, by its offsets; also waits until it can be written to. */
    private static long records(Admin admin, InputTopic topic)
            throws ExecutionException, InterruptedException {
        return offsets(admin, topic, OffsetSpec.latest())
                - offsets(admin, topic, OffsetSpec.earliest());
    }

    private static long offsets(Admin admin, InputTopic topic, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> all =
                topic.partitions().stream().collect(Collectors.toMap(p -> p, p -> which));
        return admin.listOffsets(all).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private static void createAnew(Admin admin, InputTopic topic)
            throws ExecutionException, InterruptedException {
        if (admin.listTopics().names().get().contains(topic.name())) {
            admin.deleteTopics(List.of(topic.name())).all().get();
        }
        NewTopic created =
                new NewTopic(topic.name(), InputTopic.PARTITIONS, (short) 1)
                        .configs(
                                Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        FOREVER,
                                        TopicConfig.RETENTION_BYTES_CONFIG,
                                        FOREVER,
                                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                        Long.toString(Long.MAX_VALUE)));
        admin.createTopics(List.of(created)).all().get();
        records(admin, topic);
    }
}
