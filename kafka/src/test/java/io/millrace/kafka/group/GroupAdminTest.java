package io.millrace.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.position.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupAdminTest {

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final GroupAdmin groups = new GroupAdmin(connection);
    private final String topic = TestBroker.name("grouped");
    private final String group = TestBroker.name("group");
    private final TopicPartition p0 = new TopicPartition(topic, 0);
    private final TopicPartition p1 = new TopicPartition(topic, 1);

    @BeforeEach
    void fill() {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(TopicOrder.of(topic, 2));
        }
        for (int i = 0; i < 5; i++) {
            TestRecords.send(p0, Instant.parse("2026-03-01T12:00:00Z").plusSeconds(i), "k", "v");
        }
        TestRecords.send(p1, "x", "y");
    }

    @AfterEach
    void close() {
        groups.close();
    }

    @Test
    void describesAGroupThatHasOffsetsAndNoMembers() {
        commit(Map.of(p0, 2L));

        GroupDetail detail = groups.describe(group);

        assertThat(detail.state()).isEqualTo("Empty");
        assertThat(detail.members()).isEmpty();
        assertThat(detail.partitions()).hasSize(1);
        PartitionProgress progress = detail.partitions().get(0);
        assertThat(progress.partition()).isEqualTo(p0);
        assertThat(progress.committed()).hasValue(2);
        assertThat(progress.end()).hasValue(5);
        assertThat(progress.lag()).hasValue(3);
        assertThat(progress.member()).isEmpty();
        assertThat(groups.list()).contains(new GroupSummary(group, "Classic", "", "Empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void describesMembersOfBothProtocols(String protocol) {
        commit(Map.of(p0, 2L));
        try (KafkaConsumer<byte[], byte[]> member = join(protocol)) {
            GroupDetail detail = groups.describe(group);

            assertThat(detail.type()).isEqualToIgnoringCase(protocol);
            assertThat(detail.state()).isEqualTo("Stable");
            assertThat(detail.assignor()).isNotEmpty();
            assertThat(detail.coordinator()).isEqualTo(connection.bootstrapServers());
            assertThat(detail.members()).hasSize(1);
            GroupMember only = detail.members().get(0);
            assertThat(only.clientId()).isEqualTo("the-member");
            assertThat(only.host()).isEqualTo("127.0.0.1");
            assertThat(only.partitions()).containsExactly(p0, p1);
            assertThat(detail.partitions())
                    .extracting(PartitionProgress::partition)
                    .containsExactly(p0, p1);
            assertThat(detail.partitions()).allSatisfy(p -> assertThat(p.member()).contains(only));
            assertThat(detail.partitions().get(1).committed()).isEmpty();
            assertThat(detail.partitions().get(1).lag()).isEmpty();
            assertThat(groups.list())
                    .anySatisfy(
                            g -> {
                                assertThat(g.group()).isEqualTo(group);
                                assertThat(g.state()).isEqualTo("Stable");
                                assertThat(g.protocol()).isEqualTo("consumer");
                            });
        }
    }

    @Test
    void knowsWhichPartitionsExist() {
        try (Admin admin = connection.openAdmin()) {
            GroupLookup lookup = new GroupLookup(admin, connection);
            TopicPartition deleted = new TopicPartition("deleted-long-ago", 0);

            assertThat(lookup.existing(List.of(p1, deleted, new TopicPartition(topic, 2), p0)))
                    .containsExactly(p1, p0);
        }
    }

    @Test
    void saysThatThereIsNoSuchGroup() {
        assertThatThrownBy(() -> groups.describe("nobody"))
                .hasMessageContaining("[GROUP_NOT_FOUND] Cannot find consumer group 'nobody'");
        assertThatThrownBy(() -> groups.planReset("nobody", new LogPosition.Earliest(), List.of()))
                .hasMessageContaining("[GROUP_NOT_FOUND]");
    }

    @Test
    void saysThatAGroupIsOfAnotherKind() {
        Properties properties = connection.clientProperties();
        properties.put("group.id", group);
        try (KafkaShareConsumer<byte[], byte[]> share =
                new KafkaShareConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            share.subscribe(List.of(topic));
            await().until(
                            () -> {
                                share.poll(Duration.ofMillis(100));
                                return groups.list().stream()
                                        .anyMatch(g -> g.group().equals(group));
                            });

            assertThatThrownBy(() -> groups.describe(group))
                    .hasMessageContaining("[NOT_A_CONSUMER_GROUP] Cannot use group '" + group + "'")
                    .hasMessageContaining("type Share");
        }
    }

    @Test
    void plansWithoutChangingAnything() {
        commit(Map.of(p0, 2L, p1, 2L));

        OffsetReset plan = plan(new LogPosition.Earliest());

        assertThat(afterEach(plan)).isEqualTo(Map.of(p0, 0L, p1, 0L));
        assertThat(plan.changes())
                .extracting(OffsetChange::before)
                .containsExactly(OptionalLong.of(2), OptionalLong.of(2));
        assertThat(committed()).isEqualTo(Map.of(p0, 2L, p1, 2L));
    }

    @Test
    void movesTheOffsetsWhereThePlanSays() {
        commit(Map.of(p0, 5L, p1, 2L));

        groups.reset(plan(new LogPosition.AtTime(Instant.parse("2026-03-01T12:00:03Z"))));
        assertThat(committed()).isEqualTo(Map.of(p0, 3L, p1, 0L));

        groups.reset(plan(new LogPosition.Latest()));
        assertThat(committed()).isEqualTo(Map.of(p0, 5L, p1, 2L));

        groups.reset(plan(new LogPosition.BeforeEnd(1)));
        assertThat(committed()).isEqualTo(Map.of(p0, 4L, p1, 1L));

        OffsetReset shifted = plan(new LogPosition.AtOffset(3));
        assertThat(shifted.changes())
                .extracting(c -> c.found().moved())
                .containsExactly(false, true);
        groups.reset(shifted);
        assertThat(committed()).isEqualTo(Map.of(p0, 3L, p1, 2L));
    }

    @Test
    void resetsOnlyWhatIsChosen() {
        commit(Map.of(p0, 2L, p1, 2L));

        groups.reset(plan(new LogPosition.Earliest(), topic + ":1"));

        assertThat(committed()).isEqualTo(Map.of(p0, 2L, p1, 0L));
    }

    @Test
    void givesANewGroupItsFirstOffsets() {
        OffsetReset plan = plan(new LogPosition.Latest(), topic);

        assertThat(plan.changes())
                .extracting(OffsetChange::before)
                .containsOnly(OptionalLong.empty());
        groups.reset(plan);
        assertThat(committed()).isEqualTo(Map.of(p0, 5L, p1, 2L));
    }

    @Test
    void refusesChoicesThatDoNotExist() {
        assertThatThrownBy(() -> plan(new LogPosition.Latest(), "no-such-topic"))
                .hasMessageContaining("[TOPIC_NOT_FOUND]");
        assertThatThrownBy(() -> plan(new LogPosition.Latest(), topic + ":2"))
                .hasMessageContaining("[PARTITION_NOT_FOUND] Cannot find partition 2")
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> PartitionChoice.parse(topic + ":x"))
                .hasMessage("TOPIC or TOPIC:PARTITION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void refusesToMoveTheOffsetsUnderActiveMembers(String protocol) {
        commit(Map.of(p0, 2L));
        OffsetReset before = plan(new LogPosition.Earliest());
        try (KafkaConsumer<byte[], byte[]> member = join(protocol)) {
            assertThat(member.assignment()).hasSize(2);
            assertThatThrownBy(() -> plan(new LogPosition.Earliest()))
                    .hasMessageContaining("[GROUP_IN_USE]");
            assertThatThrownBy(() -> groups.reset(before))
                    .hasMessageContaining(
                            "[GROUP_IN_USE] Cannot change the offsets of consumer group '"
                                    + group
                                    + "'");
        }
        assertThat(committed()).isEqualTo(Map.of(p0, 2L));
    }

    private OffsetReset plan(LogPosition position, String... choices) {
        return groups.planReset(
                group, position, List.of(choices).stream().map(PartitionChoice::parse).toList());
    }

    private static Map<TopicPartition, Long> afterEach(OffsetReset plan) {
        return plan.changes().stream()
                .collect(Collectors.toMap(OffsetChange::partition, OffsetChange::after));
    }

    private KafkaConsumer<byte[], byte[]> join(String protocol) {
        Properties properties = connection.clientProperties();
        properties.put("group.id", group);
        properties.put("group.protocol", protocol);
        properties.put("client.id", "the-member");
        properties.put("enable.auto.commit", "false");
        KafkaConsumer<byte[], byte[]> member =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member.subscribe(List.of(topic));
        await().until(
                        () -> {
                            member.poll(Duration.ofMillis(100));
                            return member.assignment().size() == 2
                                    && groups.describe(group).state().equals("Stable");
                        });
        return member;
    }

    private void commit(Map<TopicPartition, Long> offsets) {
        try (Admin admin = connection.openAdmin()) {
            admin.alterConsumerGroupOffsets(
                            group,
                            offsets.entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    e -> new OffsetAndMetadata(e.getValue()))))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, Long> committed() {
        return groups.describe(group).partitions().stream()
                .collect(
                        Collectors.toMap(
                                PartitionProgress::partition, p -> p.committed().getAsLong()));
    }
}
