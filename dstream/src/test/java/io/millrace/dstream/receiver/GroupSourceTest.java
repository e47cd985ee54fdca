package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.client.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
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

    @Test
    void goesOnWithTheOthersWhereARecordCannotBeMapped() throws Exception {
        String topic = ReceiverStack.newTopic("unmapped", 2);
        poisonFirst(topic);
        try (AcknowledgedSource<String> source =
                open(group(topic, StringDeserializer.class, Map.of()), Cure::take)) {
            waitsAndGoesOnWhenCured(source, topic);
        }
    }

    @Test
    void goesOnWithTheOthersWhereARecordCannotBeDeserialized() throws Exception {
        String topic = ReceiverStack.newTopic("unread", 2);
        poisonFirst(topic);
        try (AcknowledgedSource<String> source =
                open(group(topic, Cure.class, Map.of()), ConsumerRecord::value)) {
            waitsAndGoesOnWhenCured(source, topic);
        }
    }

    private static void poisonFirst(String topic) {
        Cure.found = false;
        List<String> poisoned = new ArrayList<>(values("a", 3));
        poisoned.add(Cure.BAD);
        poisoned.addAll(values("b", 3));
        ReceiverStack.send(topic, 0, poisoned);
        ReceiverStack.send(topic, 1, values("c", 10));
    }

    private void waitsAndGoesOnWhenCured(AcknowledgedSource<String> source, String topic)
            throws Exception {
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        // With the default of half a second doubled each time, the third is after 1.5 s.
        pollUntil(source, () -> block.pending.size() == 13 && reports.size() >= 3);
        ReceiverStack.send(topic, 1, values("d", 5));
        pollUntil(source, () -> block.pending.size() == 18);
        source.holdBack(block, POLL);
        block.store();
        source.acknowledge();

        assertThat(block.stored)
                .containsExactlyInAnyOrderElementsOf(
                        concat(values("a", 3), values("c", 10), values("d", 5)));
        assertThat(committed()).isEqualTo(Map.of(first, 3L, second, 15L));
        assertThat(reports)
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .contains("PARTITION_STALLED", topic, "offset 3", "poison")
                                        .contains("partition 0"));

        Cure.found = true;
        pollUntil(source, () -> block.pending.size() == 4);
        assertThat(block.pending).containsExactly(Cure.BAD, "b0", "b1", "b2");
        source.acknowledge();
        assertThat(committed()).isEqualTo(Map.of(first, 7L, second, 15L));
    }

    @Test
    void goesOnWithTheOthersWhereRecordsAreGone() throws Exception {
        String topic = ReceiverStack.newTopic("gone", 2);
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        ReceiverStack.send(topic, 0, values("a", 10));
        ReceiverStack.send(topic, 1, values("b", 10));
        try (Admin admin = ReceiverStack.connection().openAdmin()) {
            admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(2)))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(5))).all().get();
        }
        try (AcknowledgedSource<String> source =
                open(group(topic, StringDeserializer.class, Map.of()), ConsumerRecord::value)) {
            pollUntil(source, () -> block.pending.size() == 10 && reports.size() >= 2);
            source.acknowledge();

            assertThat(block.pending).containsExactlyElementsOf(values("b", 10));
            assertThat(committed()).isEqualTo(Map.of(first, 2L, second, 10L));
            assertThat(reports)
                    .allSatisfy(
                            text ->
                                    assertThat(text)
                                            .contains("offset 2 is outside", "5 to 10", topic));
        }
    }

    private AcknowledgedSource<String> open(String topic, Map<String, String> settings) {
        return open(group(topic, StringDeserializer.class, settings), ConsumerRecord::value);
    }

    private AcknowledgedSource<String> open(
            KafkaGroup<String, String> members,
            Function<ConsumerRecord<String, String>, String> mapping) {
        return new KafkaGroupReceiver<>(members, mapping)
                .open(0, (text, failure) -> reports.add(text));
    }

    private KafkaGroup<String, String> group(
            String topic,
            Class<? extends Deserializer<String>> deserializer,
            Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ReceiverStack.connection().settings());
        all.putAll(settings);
        return KafkaGroup.of(
                new KafkaConnection(ReceiverStack.connection().bootstrapServers(), all),
                group,
                Map.of(topic, 1),
                StringDeserializer.class,
                deserializer);
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

    @SafeVarargs
    private static List<String> concat(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    /** Takes a bad value only when there is a cure. */
    public static final class Cure implements Deserializer<String> {

        private static final String BAD = "bad";
        private static volatile boolean found;

        @Override
        public String deserialize(String topic, byte[] value) {
            return cured(new String(value, StandardCharsets.UTF_8));
        }

        private static String take(ConsumerRecord<String, String> record) {
            return cured(record.value());
        }

        private static String cured(String value) {
            if (value.equals(BAD) && !found) {
                throw new IllegalArgumentException("poison");
            }
            return value;
        }
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
