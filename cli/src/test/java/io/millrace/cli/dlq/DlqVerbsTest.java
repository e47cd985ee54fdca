package io.millrace.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Cli;
import io.millrace.cli.TestBroker;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterContent;
import io.millrace.kafka.deadletter.LetterEnvelope;
import io.millrace.kafka.deadletter.LetterQuery;
import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.deadletter.RecordOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DlqVerbsTest {

    private final String source = TestBroker.name("clicked");
    private final String topic = source + "-dlq";

    @BeforeEach
    void writeLetters() {
        run("topic", "create", source, "--partitions", "1");
        run("topic", "create", topic, "--partitions", "1");
        Properties properties =
                KafkaConnection.to(TestBroker.shared().bootstrap()).clientProperties();
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, bytes, bytes)) {
            producer.send(LetterEnvelope.seal(letter(3, "MALFORMED_RECORD", "{\u001b[2J"), topic));
            producer.send(LetterEnvelope.seal(letter(5, "MALFORMED_RECORD", "oops"), topic));
            producer.send(LetterEnvelope.seal(letter(7, "FUNCTION_FAILED", "hm"), topic));
        }
    }

    private DeadLetter letter(long offset, String reason, String value) {
        return new DeadLetter(
                null,
                value.getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader("h", new byte[] {(byte) 0xff})),
                LetterContent.RECORD,
                Optional.of(new RecordOrigin(source, 0, offset, 1_000)),
                new LetterReason(reason, "because of " + offset),
                new LetterQuery("q-1", "views"),
                Instant.ofEpochSecond(offset));
    }

    private static Cli.Result run(String... arguments) {
        return Cli.withBroker().run(arguments);
    }

    @Test
    void countsByReason() {
        assertThat(run("dlq", "list").out()).contains(topic);
        assertThat(run("dlq", "list", topic, "--output", "jsonl").out())
                .isEqualTo(
                        """
                        {"topic":"%1$s","source":"%2$s","reason":"FUNCTION_FAILED","letters":1,"open":1,"first":"1970-01-01T00:00:07Z","last":"1970-01-01T00:00:07Z"}
                        {"topic":"%1$s","source":"%2$s","reason":"MALFORMED_RECORD","letters":2,"open":2,"first":"1970-01-01T00:00:03Z","last":"1970-01-01T00:00:05Z"}
                        """
                                .formatted(topic, source));
        assertThat(run("dlq", "list", topic, "--since", "1970-01-01T00:00:06Z").out().lines())
                .hasSize(2);
    }

    @Test
    void showsLettersWithoutWhatTheyHold() {
        Cli.Result shown = run("dlq", "show", topic, "--max", "1");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("because of 3", "MALFORMED_RECORD", "views", source)
                .doesNotContain("2J")
                .doesNotContain("because of 5");
    }

    @Test
    void showsWhatTheyHoldIfAskedToWithoutWhatMovesTheCursor() {
        Cli.Result shown =
                run("dlq", "show", topic, "--from-offset", "3", "--until-offset", "4", "--payload");

        assertThat(shown.out()).contains("{\\u001b[2J").contains("h=/w==").doesNotContain("\u001b");
        assertThat(
                        run(
                                        "dlq",
                                        "show",
                                        topic,
                                        "--reason",
                                        "FUNCTION_FAILED",
                                        "--payload",
                                        "--output",
                                        "jsonl")
                                .out())
                .startsWith("{\"letter\":\"" + topic + "-0:2\",\"reason\":\"FUNCTION_FAILED\"")
                .contains(
                        "\"value\":\"hm\",\"headers\":[{\"key\":\"h\",\"valueBase64\":\"/w==\"}]}");
    }

    @Test
    void putsBackOnlyWhenToldTo() {
        Cli.Result plan = run("dlq", "redrive", topic, "--reason", "MALFORMED_RECORD");
        assertThat(plan.out()).containsPattern(source + " +MALFORMED_RECORD +2");
        assertThat(plan.err()).contains("Nothing has been changed. Repeat with --yes");
        assertThat(run("consume", source, "--until-end").out()).isEmpty();

        assertThat(run("dlq", "redrive", topic, "--reason", "MALFORMED_RECORD", "--yes").err())
                .contains("Put back 2 dead letters.");
        assertThat(run("dlq", "redrive", topic, "--yes").err()).contains("Put back 1 dead letter.");
        assertThat(run("dlq", "redrive", topic, "--yes").err())
                .contains("There is nothing to put back.");

        assertThat(run("consume", source, "--until-end").out()).isEqualTo("{\u001b[2J\noops\nhm\n");
        assertThat(run("dlq", "list", topic, "--output", "jsonl").out()).contains("\"open\":0");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("dlq", "show", "no-such-topic").err()).contains("[TOPIC_NOT_FOUND]");
        assertThat(run("dlq", "show", topic, "--max", "0").exitCode()).isEqualTo(2);
        assertThat(run("dlq", "list", topic, "--since", "yesterday").exitCode()).isEqualTo(2);
    }
}
