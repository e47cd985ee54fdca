package io.millrace.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** A command that puts dead letters back is killed, twice; the next one puts back the rest. */
class RedriveKillTest {

    private static final int KILLED = 137;
    private static final int LETTERS = 2_000;

    private final String source = TestBroker.name("killed");
    private final String topic = source + "-dlq";

    @Test
    void putsEachLetterBackOnce() throws Exception {
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.create(TopicOrder.of(source, 1));
            topics.create(TopicOrder.of(topic, 1));
        }
        try (KafkaProducer<byte[], byte[]> producer = TestRecords.producer(Map.of())) {
            IntStream.range(0, LETTERS)
                    .forEach(i -> producer.send(LetterEnvelope.seal(letter(i), topic)));
        }

        // Five hundred letters go back at once.
        assertThat(run("redrive.before.commit=kill@2")).isEqualTo(KILLED);
        assertThat(TestLetters.committed(source)).hasSize(500);
        assertThat(run("redrive.after.commit=kill@2")).isEqualTo(KILLED);
        assertThat(TestLetters.committed(source)).hasSize(1_500);
        assertThat(run("")).isZero();

        assertThat(TestLetters.committed(source))
                .extracting(record -> TestRecords.text(record.value()))
                .containsExactlyElementsOf(
                        IntStream.range(0, LETTERS).mapToObj(i -> "v" + i).toList());
    }

    private DeadLetter letter(int number) {
        return new DeadLetter(
                null,
                ("v" + number).getBytes(StandardCharsets.UTF_8),
                List.of(),
                LetterContent.RECORD,
                Optional.of(new RecordOrigin(source, 0, number, 0)),
                new LetterReason("A", ""),
                LetterQuery.NONE,
                Instant.EPOCH);
    }

    private int run(String failpoints) throws Exception {
        File log = Files.createTempFile("millrace-redrive", ".log").toFile();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dmillrace.failpoints=" + failpoints,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Command.class.getName(),
                                TestBroker.shared().bootstrap(),
                                topic)
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(log.toString()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the command does. */
    static final class Command {

        public static void main(String[] arguments) throws Exception {
            new Redrive(
                            new KafkaConnection(arguments[0], Map.of("max.poll.records", "500")),
                            new RedriveOrder(arguments[1], LetterFilter.ALL, Optional.empty()))
                    .run();
        }
    }
}
