package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member of a group, with blocks that are stored when the test says so. */
class GroupSourceTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String COOPERATIVE = CooperativeStickyAssignor.class.getName();

    private final String group = ReceiverStack.newName("group");
    private final List<String> reports = new ArrayList<>();
    private final Block block = new Block();

    /** Neither protocol takes the old partitions away when a new one comes. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void commitsNothingThatIsNotStoredWhenTheTopicGrows(String protocol) throws Exception {
        String topic = ReceiverStack.newTopic("grows", 1);
        ReceiverStack.send(topic, values("v", 10));
        Map<String, String> settings = new HashMap<>(Map.of("metadata.max.age.ms", "300"));
        if (protocol.equals("classic")) {
            settings.put("partition.assignment.strategy", COOPERATIVE);
        } else {
            settings.put("group.protocol", protocol);
        }
        TopicPartition old = new TopicPartition(topic, 0);
        TopicPartition grown = new TopicPartition(topic, 1);

        try (AcknowledgedSource<String> source = open(topic, settings)) {
            pollUntil(source, () -> block.pending.size() == 10);
            try (Admin admin = ReceiverStack.connection().openAdmin()) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
            }
            pollUntil(source, () -> ReceiverStack.offsets(group).containsKey(grown));

            assertThat(block.stored).isEmpty();
            assertThat(committed()).containsOnly(Map.entry(old, 0L), Map.entry(grown, 0L));

            block.store();
            source.acknowledge();
            assertThat(committed()).containsOnly(Map.entry(old, 10L), Map.entry(grown, 0L));
        }
    }

    private AcknowledgedSource<String> open(String topic, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ReceiverStack.connection().settings());
        all.putAll(settings);
        KafkaGroup<String, String> members =
                KafkaGroup.of(
                        new KafkaConnection(ReceiverStack.connection().bootstrapServers(), all),
                        group,
                        Map.of(topic, 1),
                        StringDeserializer.class,
                        StringDeserializer.class);
        return new KafkaGroupReceiver<>(members, record -> record.value()).open(0);
    }

    private void pollUntil(
            AcknowledgedSource<String> source, java.util.concurrent.Callable<Boolean> seen) {
        await().atMost(LIMIT)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            source.poll(block, POLL);
                            return seen.call();
                        });
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        ReceiverStack.offsets(group)
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private static List<String> values(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Stores nothing before it is told to. */
    private static final class Block implements PendingBlock<String> {

        private final List<String> pending = new ArrayList<>();
        private final List<String> stored = new ArrayList<>();

        @Override
        public void add(String record) {
            pending.add(record);
        }

        @Override
        public void store() {
            stored.addAll(pending);
            pending.clear();
        }
    }
}
