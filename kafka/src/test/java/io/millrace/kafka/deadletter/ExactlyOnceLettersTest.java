package io.millrace.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.LetterOutput.SealedLetter;
import io.millrace.kafka.deadletter.LetterOutput.SplitPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever writes the dead letters of a split, and however often: each is there once. */
class ExactlyOnceLettersTest {

    private final String source = TestBroker.name("clicks");
    private final String topic = TestBroker.name("letters");
    private final KafkaConnection connection = TestBroker.shared().connection();
    private final LetterSlot slot =
            new LetterSlot(TestBroker.name("query"), "0", new TopicPartition(source, 0), "id", 0);

    @BeforeEach
    void createTopics() {
        create(topic, Map.of());
        create(source, Map.of());
    }

    private void create(String name, Map<String, String> settings) {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(new TopicOrder(name, OptionalInt.of(1), OptionalInt.empty(), settings));
        }
    }

    private List<SealedLetter> letters(long from, long until) {
        return LongStream.range(from, until).mapToObj(offset -> letter(offset, topic)).toList();
    }

    private static SealedLetter letter(long offset, String topic) {
        byte[] value = Long.toString(offset).getBytes(StandardCharsets.UTF_8);
        return new SealedLetter(offset, new ProducerRecord<>(topic, 0, null, value));
    }

    private void write(long from, long until, long lettersFrom, long lettersUntil) {
        try (ExactlyOnceLetters output = new ExactlyOnceLetters(connection, slot, topic)) {
            output.write(new SplitPart(from, until), letters(lettersFrom, lettersUntil));
        }
    }

    private List<String> written() {
        return TestLetters.committed(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void writesWhatIsWrittenAlreadyNoSecondTime() {
        write(0, 100, 10, 13);
        write(0, 100, 10, 13);
        write(100, 200, 150, 151);
        write(0, 100, 10, 13);

        assertThat(written()).containsExactly("10", "11", "12", "150");
    }

    @Test
    void goesOnWhereAReaderStopped() {
        try (ExactlyOnceLetters output = new ExactlyOnceLetters(connection, slot, topic)) {
            output.write(new SplitPart(0, 50), letters(10, 12));
            output.write(new SplitPart(50, 60), letters(55, 56));
        }
        write(0, 100, 10, 12);
        try (ExactlyOnceLetters output = new ExactlyOnceLetters(connection, slot, topic)) {
            List<SealedLetter> all = new ArrayList<>(letters(10, 12));
            all.addAll(letters(55, 57));
            all.addAll(letters(70, 71));
            output.write(new SplitPart(0, 100), all.subList(0, 3));
            output.write(new SplitPart(60, 100), all.subList(4, 5));
        }

        assertThat(written()).containsExactly("10", "11", "55", "70");
    }

    @Test
    void isNotConfusedByATopicThatWasCreatedAgain() {
        write(0, 100, 10, 11);
        LetterSlot again =
                new LetterSlot(slot.query(), slot.source(), slot.partition(), "other", 0);
        try (ExactlyOnceLetters output = new ExactlyOnceLetters(connection, again, topic)) {
            output.write(new SplitPart(0, 100), letters(10, 11));
        }

        assertThat(written()).containsExactly("10", "10");
    }

    @Test
    void writesOnceWhereSeveralTasksReadTheSame() throws Exception {
        ExecutorService tasks = Executors.newFixedThreadPool(6);
        try {
            Callable<Void> task =
                    () -> {
                        write(0, 5_000, 0, 2_000);
                        return null;
                    };
            for (Future<Void> done : tasks.invokeAll(Collections.nCopies(6, task))) {
                done.get();
            }
        } finally {
            tasks.shutdownNow();
        }

        assertThat(written())
                .containsExactlyElementsOf(
                        LongStream.range(0, 2_000).mapToObj(Long::toString).toList());
    }

    @Test
    void takesASlotFromATaskThatStillHasATransactionOpen() {
        LetterTransaction zombie = LetterTransaction.takeOver(connection, slot, topic);
        write(0, 100, 10, 12);

        assertThatThrownBy(() -> zombie.write(new SplitPart(0, 100), letters(10, 12)))
                .isInstanceOf(org.apache.kafka.common.KafkaException.class);
        zombie.close();
        assertThat(written()).containsExactly("10", "11");
    }

    @Test
    void saysWhichLetterIsTooLarge() {
        String small = TestBroker.name("small");
        create(small, Map.of("max.message.bytes", "10000"));
        SealedLetter large =
                new SealedLetter(7, new ProducerRecord<>(small, 0, null, new byte[20_000]));

        try (ExactlyOnceLetters output = new ExactlyOnceLetters(connection, slot, small)) {
            List<SealedLetter> two = List.of(letter(6, small), large);
            assertThatThrownBy(() -> output.write(new SplitPart(0, 9), two))
                    .hasMessageContaining("[DEAD_LETTER_TOO_LARGE]")
                    .hasMessageContaining("offset 7 of partition " + source + "-0")
                    .hasMessageContaining("max.message.bytes=10000");
        }
        assertThat(TestLetters.committed(small)).isEmpty();
    }

    @Test
    void saysThatTheTopicIsNotThere() {
        KafkaConnection impatient =
                new KafkaConnection(
                        connection.bootstrapServers(),
                        Map.of("max.block.ms", "1500", "allow.auto.create.topics", "false"));
        String absent = "no.such/topic";
        try (ExactlyOnceLetters output = new ExactlyOnceLetters(impatient, slot, absent)) {
            assertThatThrownBy(() -> output.write(new SplitPart(0, 9), List.of(letter(6, absent))))
                    .isInstanceOf(io.millrace.common.error.MillraceException.class)
                    .hasMessageContaining(absent);
        }
    }
}
