package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.offset.OffsetError;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which partitions a stream reads, and where it begins. */
class StartTest {

    private final TestTopic topic = TestTopic.create("start", 2);
    private final Collected collected = new Collected();

    @Test
    void beginsAtTheEndUnlessTold() {
        topic.send("old");
        Map<String, Object> params = Params.text(LocalStack.newName("group"));
        params.remove("auto.offset.reset");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        collected.from(
                                ConsumerStrategies.Subscribe(List.of(topic.name()), params)))) {
            topic.send("new");
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("new");
    }

    @Test
    void beginsAtGivenOffsetsAndElsewhereByTheReset() {
        topic.sendTo(0, "a", "b", "c");
        topic.sendTo(1, "x", "y");
        Map<TopicPartition, Long> offsets = Map.of(topic.partition(0), 2L);
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        collected.from(
                                ConsumerStrategies.Subscribe(
                                        List.of(topic.name()), Params.text("g"), offsets)))) {
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("c", "x", "y");
    }

    @Test
    void readsAssignedPartitionsOnly() {
        topic.sendTo(0, "a");
        topic.sendTo(1, "x", "y");
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        collected.from(
                                ConsumerStrategies.Assign(
                                        List.of(topic.partition(1)), Params.text("g"))))) {
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("x", "y");
    }

    @Test
    void readsTopicsOfAPatternWithItsFlags() {
        topic.send("a");
        Pattern pattern = Pattern.compile(topic.name().toUpperCase(), Pattern.CASE_INSENSITIVE);
        try (ManualStreaming streaming =
                ManualStreaming.start(
                        collected.from(
                                ConsumerStrategies.SubscribePattern(pattern, Params.text("g"))))) {
            streaming.batch();
        }
        assertThat(collected.values()).containsExactly("a");
    }

    @Test
    void refusesToGuessWithoutAReset() {
        assertCode(
                () ->
                        ManualStreaming.start(
                                collected.from(
                                        Collected.subscribe(
                                                topic, Map.of("auto.offset.reset", "none")))),
                OffsetError.NO_OFFSET_TO_START_AT,
                topic.name() + "-0");
    }

    @Test
    void refusesOffsetsBeyondTheEnd() {
        Map<TopicPartition, Long> offsets = Map.of(topic.partition(0), 7L);
        assertCode(
                () ->
                        ManualStreaming.start(
                                collected.from(
                                        ConsumerStrategies.Subscribe(
                                                List.of(topic.name()), Params.text("g"), offsets))),
                OffsetError.POSITION_BEYOND_END,
                "was 7");
    }

    @Test
    void namesATopicThatIsNotThere() {
        assertCode(
                () ->
                        ManualStreaming.start(
                                collected.from(Collected.subscribe(TestTopic.absent("absent")))),
                KafkaError.TOPIC_NOT_FOUND,
                "absent");
    }

    @Test
    void refusesToCommitBeforeRecordsAreProcessed() {
        assertCode(
                () -> Collected.subscribe(topic, Map.of("enable.auto.commit", "true")),
                DStreamError.AUTO_COMMIT_REFUSED,
                "commitAsync");
    }

    @Test
    void namesAParameterThatIsMissing() {
        Map<String, Object> params = new HashMap<>(Params.text("g"));
        params.remove("value.deserializer");
        assertCode(
                () -> ConsumerStrategies.Subscribe(List.of(topic.name()), params),
                DStreamError.KAFKA_PARAM_MISSING,
                "value.deserializer");
    }

    @Test
    void refusesAnUnknownReset() {
        assertCode(
                () ->
                        ManualStreaming.start(
                                collected.from(
                                        Collected.subscribe(
                                                topic, Map.of("auto.offset.reset", "smallest")))),
                DStreamError.KAFKA_PARAM_INVALID,
                "earliest, latest, none");
    }

    private static void assertCode(
            ThrowingCallable action, io.millrace.common.error.ErrorCode code, String text) {
        assertThatThrownBy(action)
                .satisfies(
                        failure -> {
                            MillraceException found =
                                    MillraceException.findIn(failure).orElseThrow();
                            assertThat(found.code()).isEqualTo(code);
                            assertThat(found).hasMessageContaining(text);
                        });
    }
}
