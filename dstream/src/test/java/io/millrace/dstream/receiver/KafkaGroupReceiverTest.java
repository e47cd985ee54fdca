package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class KafkaGroupReceiverTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private JavaStreamingContext context;

    @AfterEach
    void stop() {
        if (context != null) {
            ReceiverStack.stop(context);
        }
    }

    @Test
    void receivesTheRecordsOfAllTopicsAndCommitsThem() {
        String first = ReceiverStack.newTopic("first", 3);
        String second = ReceiverStack.newTopic("second", 1);
        ReceiverStack.send(first, values("a", 500));
        ReceiverStack.send(second, values("b", 200));
        String group = ReceiverStack.newName("group");

        context = ReceiverStack.streaming(true);
        Queue<Object> received =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(
                                context,
                                group(group, Map.of(first, 2, second, 1)),
                                record -> record.key() + "=" + record.value()));
        context.start();
        await().atMost(LIMIT).until(() -> received.size() >= 700);
        ReceiverStack.send(first, values("c", 100));
        await().atMost(LIMIT).until(() -> received.size() >= 800);

        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(values("a", 500), values("b", 200), values("c", 100))
                                .flatMap(KafkaGroupReceiverTest::withKeys)
                                .toList());
        await().atMost(LIMIT).until(() -> committed(group, first) == 600);
        assertThat(committed(group, second)).isEqualTo(200);
    }

    @Test
    void goesOnAfterWhatItHasReceivedBefore() {
        String topic = ReceiverStack.newTopic("again", 2);
        String group = ReceiverStack.newName("group");
        List<Object> all = new ArrayList<>();
        for (String round : List.of("x", "y")) {
            ReceiverStack.send(topic, values(round, 100));
            context = ReceiverStack.streaming(true);
            Queue<Object> received =
                    ReceiverStack.collect(
                            ReceiverStreams.createStream(
                                    context,
                                    group(group, Map.of(topic, 1)).withInstance("only"),
                                    record -> record.value()));
            context.start();
            await().atMost(LIMIT).until(() -> received.size() >= 100);
            ReceiverStack.stop(context);
            all.addAll(received);
        }
        context = null;

        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(values("x", 100), values("y", 100))
                                .flatMap(List::stream)
                                .map(Object.class::cast)
                                .toList());
    }

    @Test
    void saysWhatIsGoneAndGoesOnOnlyIfThatIsAccepted() throws Exception {
        String topic = ReceiverStack.newTopic("gone", 1);
        String group = ReceiverStack.newName("group");
        ReceiverStack.send(topic, values("g", 50));
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = ReceiverStack.connection().openAdmin()) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(
                                    partition,
                                    new org.apache.kafka.clients.consumer.OffsetAndMetadata(10)))
                    .all()
                    .get();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(30))).all().get();
        }

        ReportedErrors refused = new ReportedErrors();
        context = ReceiverStack.streaming(true);
        context.addStreamingListener(refused);
        Queue<Object> none =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(
                                context, group(group, Map.of(topic, 1)), record -> record.value()));
        context.start();
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(refused.all())
                                        .anySatisfy(
                                                text ->
                                                        assertThat(text)
                                                                .contains(
                                                                        topic,
                                                                        "offset 10 is outside",
                                                                        "30 to 50")));
        ReceiverStack.stop(context);
        assertThat(none).isEmpty();

        ReportedErrors accepted = new ReportedErrors();
        context = ReceiverStack.streaming(true);
        context.addStreamingListener(accepted);
        Queue<Object> rest =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(
                                context,
                                group(group, Map.of(topic, 1)).acceptingLoss(),
                                record -> record.value()));
        context.start();
        await().atMost(LIMIT).until(() -> rest.size() >= 20);
        assertThat(rest)
                .containsExactlyElementsOf(
                        values("g", 50).subList(30, 50).stream().map(Object.class::cast).toList());
        assertThat(accepted.all()).anySatisfy(text -> assertThat(text).contains("30 to 50"));
    }

    @Test
    void refusesToReceiveWithoutTheLog() {
        context = ReceiverStack.streaming(false);
        KafkaGroup<String, String> group = group("any", Map.of("topic", 1));
        assertThatThrownBy(() -> ReceiverStreams.createStream(context, group))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.code()).isEqualTo(ReceiverError.WRITE_AHEAD_LOG_OFF))
                .hasMessageContaining("spark.streaming.receiver.writeAheadLog.enable=true");
        ReceiverStreams.createStream(context, group.withLogPolicy(LogPolicy.ADVISED));
    }

    @Test
    void refusesSettingsThatItDecides() {
        KafkaConnection auto =
                new KafkaConnection("localhost:1", Map.of("enable.auto.commit", "true"));
        assertThatThrownBy(
                        () ->
                                KafkaGroup.of(
                                        auto,
                                        "any",
                                        Map.of("topic", 1),
                                        StringDeserializer.class,
                                        StringDeserializer.class))
                .hasMessageContaining("enable.auto.commit");
    }

    @Test
    void losesNothingWhilePartitionsMoveToAnotherMemberAndBack() {
        String topic = ReceiverStack.newTopic("moved", 4);
        String group = ReceiverStack.newName("group");
        context = ReceiverStack.streaming(true);
        Queue<Object> received =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(
                                context, group(group, Map.of(topic, 2)), record -> record.value()));
        context.start();
        ReceiverStack.send(topic, values("a", 500));
        await().atMost(LIMIT).until(() -> received.size() >= 500);

        Set<Object> all = new HashSet<>();
        AtomicInteger round = new AtomicInteger();
        try (KafkaConsumer<String, String> other = member(group)) {
            other.subscribe(List.of(topic));
            await().atMost(LIMIT)
                    .until(
                            () -> {
                                ReceiverStack.send(
                                        topic, values("b" + round.incrementAndGet() + "-", 100));
                                take(other, all);
                                return all.size() >= 200;
                            });
            other.commitSync();
        }
        ReceiverStack.send(topic, values("c", 500));

        Set<Object> sent = new HashSet<>(values(topic));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            all.addAll(received);
                            assertThat(all).isEqualTo(sent);
                        });
    }

    private static void take(KafkaConsumer<String, String> member, Set<Object> all) {
        member.poll(Duration.ofMillis(200)).forEach(record -> all.add(record.value()));
    }

    private static KafkaConsumer<String, String> member(String group) {
        Properties settings = ReceiverStack.connection().clientProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** What lies in a topic. */
    private static List<String> values(String topic) {
        return TestTopic.named(topic).values();
    }

    private static KafkaGroup<String, String> group(String group, Map<String, Integer> topics) {
        return KafkaGroup.of(
                ReceiverStack.connection(),
                group,
                topics,
                StringDeserializer.class,
                StringDeserializer.class);
    }

    private static List<String> values(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static Stream<Object> withKeys(List<String> values) {
        return IntStream.range(0, values.size()).mapToObj(i -> "k" + i + "=" + values.get(i));
    }

    private static long committed(String group, String topic) {
        return ReceiverStack.offsets(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }
}
