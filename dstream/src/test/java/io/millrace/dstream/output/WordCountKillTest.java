package io.millrace.dstream.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * The driver of a word count with state is killed five times: from outside, and where some
 * partitions of a batch are committed and others are not. Every count is right.
 */
class WordCountKillTest {

    /** A million takes some minutes. */
    private static final int RECORDS = Integer.getInteger("millrace.test.records", 100_000);

    private static final int WORDS = 500;
    private static final int KILLED = 137;

    /** By itself at a point, or from outside when something has come in. */
    private static final List<String> KILLS =
            List.of(
                    "",
                    "sink.task.after.commit=kill@3",
                    "",
                    "jdbc.task.after.commit=kill@3",
                    "sink.task.before.commit=kill@4");

    private final TestTopic in = TestTopic.create("kill-words", 4);
    private final TestTopic out = TestTopic.create("kill-counts", 2);
    private final TestDatabase database = TestDatabase.shared();
    private final Path directory = LocalStack.newDirectory("word-count");
    private int sent;

    @Test
    void everyCountIsRightWhereverTheDriverIsKilled() throws Exception {
        database.run("CREATE TABLE words (word text PRIMARY KEY, total bigint NOT NULL)");
        try {
            for (String point : KILLS) {
                send(RECORDS / (KILLS.size() + 1));
                killOnce(point);
            }
            send(RECORDS - sent);
            Process process = start("");
            try {
                await("all words, see " + log())
                        .atMost(Duration.ofMinutes(5))
                        .until(() -> !process.isAlive() || total() >= 3L * RECORDS);
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(lastInKafka()).isEqualTo(expected()));
            } finally {
                kill(process);
            }

            assertThat(inDatabase()).isEqualTo(expected());
            assertThat(lastInKafka()).isEqualTo(expected());
            assertChained();
        } finally {
            database.run("DROP TABLE words");
        }
    }

    private void killOnce(String point) throws Exception {
        long before = total();
        Process process = start(point);
        try {
            if (point.isEmpty()) {
                await("more words, see " + log())
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> !process.isAlive() || total() > before);
                assertThat(process.isAlive()).as(log().toString()).isTrue();
            } else {
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(log().toString()).isTrue();
                assertThat(process.exitValue()).as(log().toString()).isEqualTo(KILLED);
            }
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void send(int records) {
        List<String> values = new ArrayList<>();
        for (int i = sent; i < sent + records; i++) {
            values.add(word(i) + " " + word(3 * i + 1) + " " + word(7 * i));
        }
        in.send(values);
        sent += records;
    }

    private static String word(int number) {
        return "w" + number % WORDS;
    }

    private static Map<String, Long> expected() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            counts.merge(word(i), 1L, Long::sum);
            counts.merge(word(3 * i + 1), 1L, Long::sum);
            counts.merge(word(7 * i), 1L, Long::sum);
        }
        return counts;
    }

    private long total() {
        return Long.parseLong(database.rows("SELECT coalesce(sum(total), 0) FROM words").get(0));
    }

    private Map<String, Long> inDatabase() {
        return database.rows("SELECT word, total FROM words").stream()
                .map(row -> row.split("\\|"))
                .collect(
                        Collectors.toMap(
                                row -> row[0],
                                row -> Long.valueOf(row[1]),
                                Long::sum,
                                TreeMap::new));
    }

    private Map<String, Long> lastInKafka() {
        Map<String, Long> counts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : out.records()) {
            counts.put(
                    TestTopic.text(record.key()),
                    Long.valueOf(TestTopic.text(record.value()).split(" ")[0]));
        }
        return counts;
    }

    /** Each record of a word begins where the one before has ended: none is missing or twice. */
    private void assertChained() {
        Map<String, Long> counts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : out.records()) {
            String word = TestTopic.text(record.key());
            String[] numbers = TestTopic.text(record.value()).split(" ");
            long before = counts.getOrDefault(word, 0L);
            assertThat(before + Long.parseLong(numbers[1]))
                    .as("%s at offset %d", word, record.offset())
                    .isEqualTo(Long.parseLong(numbers[0]));
            counts.put(word, Long.valueOf(numbers[0]));
        }
    }

    private Path log() {
        return directory.resolve("driver.log");
    }

    private Process start(String point) throws IOException {
        return ChildJava.start(
                List.of("-Xmx512m", "-Dmillrace.failpoints=" + point),
                WordCount.class,
                List.of(
                        LocalStack.broker().bootstrapServers(),
                        in.name(),
                        out.name(),
                        Integer.toString(database.port()),
                        directory.resolve("checkpoint").toString(),
                        Integer.toString(RECORDS / 40)),
                log());
    }
}
