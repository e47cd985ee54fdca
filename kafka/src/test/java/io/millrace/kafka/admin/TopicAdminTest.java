package io.millrace.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.produce.LineProducer;
import io.millrace.kafka.produce.Partitioning;
import io.millrace.kafka.produce.ProduceOrder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicAdminTest {

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final TopicAdmin topics = new TopicAdmin(connection);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void createsATopicThatIsReadyForUse() {
        String name = TestBroker.name("made");

        TopicSummary made =
                topics.create(
                        new TopicOrder(
                                name,
                                OptionalInt.of(3),
                                OptionalInt.of(1),
                                Map.of("retention.ms", "86400000", "cleanup.policy", "compact")));

        assertThat(made.partitions()).isEqualTo(3);
        assertThat(made.replicationFactor()).isEqualTo(1);
        assertThat(topics.list(TopicScope.USER)).contains(made);
        assertThat(topics.partitions(name))
                .containsExactly(
                        new TopicPartition(name, 0),
                        new TopicPartition(name, 1),
                        new TopicPartition(name, 2));
        assertThat(topics.describe(name).configs())
                .isEqualTo(Map.of("retention.ms", "86400000", "cleanup.policy", "compact"));
    }

    @Test
    void leavesPartitionsAndReplicasToTheBrokerUnlessTold() {
        String name = TestBroker.name("defaults");

        TopicSummary made =
                topics.create(
                        new TopicOrder(name, OptionalInt.empty(), OptionalInt.empty(), Map.of()));

        assertThat(made.partitions()).isEqualTo(1);
    }

    @Test
    void describesEachPartitionWithWhatItHolds() {
        String name = TestBroker.name("held");
        topics.create(TopicOrder.of(name, 2));
        send(name, 1, "a\nb\nc\n");

        TopicDetail detail = topics.describe(name);

        assertThat(detail.summary().name()).isEqualTo(name);
        assertThat(detail.configs()).isEmpty();
        assertThat(detail.partitions())
                .containsExactly(
                        new PartitionDetail(
                                0,
                                OptionalInt.of(1),
                                List.of(1),
                                List.of(1),
                                Optional.of(new LogBounds(0, 0))),
                        new PartitionDetail(
                                1,
                                OptionalInt.of(1),
                                List.of(1),
                                List.of(1),
                                Optional.of(new LogBounds(0, 3))));
    }

    @Test
    void givesATopicOfTheSameNameANewId() {
        String name = TestBroker.name("again");
        String first = topics.create(TopicOrder.of(name, 1)).id();

        topics.delete(List.of(name));

        await().until(
                        () ->
                                topics.list(TopicScope.USER).stream()
                                        .noneMatch(t -> t.name().equals(name)));
        assertThat(topics.create(TopicOrder.of(name, 1)).id()).isNotEqualTo(first);
    }

    @Test
    void listsInternalTopicsOnlyWhenAsked() {
        try (var groups = new io.millrace.kafka.group.GroupAdmin(connection)) {
            assertThatThrownBy(() -> groups.describe(TestBroker.name("nobody")))
                    .hasMessageContaining("GROUP_NOT_FOUND");
        }

        await().untilAsserted(
                        () ->
                                assertThat(topics.list(TopicScope.ALL))
                                        .filteredOn(TopicSummary::internal)
                                        .extracting(TopicSummary::name)
                                        .contains("__consumer_offsets"));
        assertThat(topics.list(TopicScope.USER)).noneMatch(TopicSummary::internal);
    }

    @Test
    void refusesToCreateATopicTwice() {
        String name = TestBroker.name("twice");
        topics.create(TopicOrder.of(name, 1));

        assertThatThrownBy(() -> topics.create(TopicOrder.of(name, 1)))
                .hasMessageStartingWith("[TOPIC_EXISTS] Cannot create topic '" + name + "'")
                .hasMessageContaining("millrace topic delete " + name);
    }

    @Test
    void saysWhichTopicDoesNotExist() {
        assertThatThrownBy(() -> topics.describe("no-such-topic"))
                .hasMessageStartingWith("[TOPIC_NOT_FOUND] Cannot find topic 'no-such-topic'");
        assertThatThrownBy(() -> topics.partitions("no-such-topic"))
                .hasMessageContaining("millrace topic create no-such-topic");
    }

    @Test
    void deletesNothingIfOneOfTheTopicsDoesNotExist() {
        String name = TestBroker.name("kept");
        topics.create(TopicOrder.of(name, 1));

        assertThatThrownBy(() -> topics.delete(List.of(name, "no-such-topic")))
                .hasMessageContaining("[TOPIC_NOT_FOUND] Cannot find topic 'no-such-topic'");

        assertThat(topics.list(TopicScope.USER)).anyMatch(t -> t.name().equals(name));
    }

    @Test
    void saysWhatTheBrokersFindWrongWithATopic() {
        assertThatThrownBy(() -> topics.create(TopicOrder.of("no spaces please", 1)))
                .hasMessageStartingWith("[INVALID_TOPIC] Cannot create topic 'no spaces please'");
        assertThatThrownBy(
                        () ->
                                topics.create(
                                        new TopicOrder(
                                                TestBroker.name("wide"),
                                                OptionalInt.of(1),
                                                OptionalInt.of(5),
                                                Map.of())))
                .hasMessageContaining("[INVALID_TOPIC]")
                .hasMessageContaining("replication factor");
        assertThatThrownBy(
                        () ->
                                topics.create(
                                        new TopicOrder(
                                                TestBroker.name("typo"),
                                                OptionalInt.of(1),
                                                OptionalInt.empty(),
                                                Map.of("retention.mss", "5"))))
                .hasMessageContaining("[INVALID_TOPIC]")
                .hasMessageContaining("retention.mss");
    }

    @Test
    void givesUpOnBrokersThatAreAwayWithinItsLimit() {
        KafkaConnection nowhere =
                new KafkaConnection(
                        "localhost:" + TestBroker.freePort(),
                        Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "500"));
        try (TopicAdmin none = new TopicAdmin(nowhere)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> none.list(TopicScope.USER))
                    .hasMessageStartingWith(
                            "[BROKER_UNREACHABLE] Cannot reach Kafka at 'localhost:");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
        assertThatThrownBy(() -> new TopicAdmin(KafkaConnection.to("no.such.host.invalid:9092")))
                .hasMessageStartingWith("[BROKER_UNREACHABLE]");
    }

    private void send(String topic, int partition, String lines) {
        ProduceOrder order =
                new ProduceOrder(
                        topic,
                        new Partitioning.Fixed(partition),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        OptionalDouble.empty());
        try (LineProducer producer = new LineProducer(connection, order)) {
            producer.send(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
