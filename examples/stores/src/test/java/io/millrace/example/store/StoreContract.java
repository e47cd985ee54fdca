package io.millrace.example.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.dstream.ManualStreaming;
import io.millrace.spark.ChildJava;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program leaves in its store when batches are repeated, anew planned or cut off. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
abstract class StoreContract {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LINES = 4_000;

    private final TestTopic in = TestTopic.create("stored-lines", 2);
    private final Path directory = LocalStack.newDirectory("stored");
    private int runs;
    private final Path checkpoint = directory.resolve("checkpoint");

    /** The program. */
    abstract Class<?> program();

    /** The same as a query. */
    abstract Class<?> query();

    /** Where its store is. */
    abstract String address();

    /** Sets a context up that stores lines and totals. */
    abstract void store(JavaStreamingContext context, String brokers, String topic);

    /** Empties the store. */
    abstract void clear() throws IOException;

    /** All lines of a topic that are stored, by partition and offset: {@code 0/15}. */
    abstract Map<String, String> lines(String topic) throws IOException;

    /** The totals of all words. */
    abstract Map<String, Long> totals() throws IOException;

    @BeforeEach
    void empty() throws IOException {
        clear();
    }

    @Test
    void storesTheSameWhenABatchIsRepeated() throws IOException {
        writeTwoBatches();
        in.send("d");
        try (ManualStreaming streaming = streaming()) {
            // The last batch of the checkpoint.
            streaming.awaitBatches(1);
            streaming.batch();
        }

        assertComplete();
    }

    /** The driver dies behind the output of a batch and before there is a checkpoint of it. */
    @Test
    void storesTheSameWhenABatchIsPlannedAnew() throws IOException {
        writeTwoBatches();
        Files.delete(checkpoint.resolve("checkpoint-2000"));
        Files.delete(checkpoint.resolve("checkpoint-2000.bk"));
        in.send("d b");
        try (ManualStreaming streaming = streaming()) {
            streaming.awaitBatches(1);
            streaming.batch();
            in.send("a", "e");
            streaming.batch();
        }

        assertComplete();
    }

    private void writeTwoBatches() {
        in.send("a b", "a", "b");
        try (ManualStreaming streaming = streaming()) {
            streaming.batch();
            in.send("b c", "c b");
            streaming.batch();
            await().until(() -> Files.exists(checkpoint.resolve("checkpoint-2000.bk")));
        }
    }

    private ManualStreaming streaming() {
        String brokers = LocalStack.broker().bootstrapServers();
        String topic = in.name();
        return ManualStreaming.getOrCreate(checkpoint, context -> store(context, brokers, topic));
    }

    @Test
    void storesEachLineWhenTheDriverIsKilled() throws Exception {
        killOverLines(program(), "lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "lines-in-sql"})
    void storesEachLineWhenTheDriverOfAQueryIsKilled(String what) throws Exception {
        killOverLines(query(), what);
    }

    private void killOverLines(Class<?> program, String what) throws Exception {
        in.sendTo(0, (String) null);
        in.send(IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
        killThreeTimes(program, what, LINES, () -> lines(in.name()).size());

        assertThat(lines(in.name())).isEqualTo(sent());
    }

    @Test
    void storesTheTotalsWhenTheDriverIsKilled() throws Exception {
        killOverTotals(program(), "totals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"totals", "totals-in-sql"})
    void storesTheTotalsWhenTheDriverOfAQueryIsKilled(String what) throws Exception {
        killOverTotals(query(), what);
    }

    private void killOverTotals(Class<?> program, String what) throws Exception {
        in.send("", " blank  and blank ");
        in.send(IntStream.range(0, LINES).mapToObj(i -> "all word" + i % 50).toList());
        // Two words a line, and three more.
        killThreeTimes(program, what, 2 * LINES + 3, () -> sum(totals()));

        assertThat(totals()).isEqualTo(expectedTotals());
    }

    /** Twice in the middle, and once in the end. */
    private void killThreeTimes(Class<?> program, String what, long all, Stored stored)
            throws Exception {
        for (int part = 1; part <= 3; part++) {
            long enough = part * all / 3;
            runUntil(program, what, () -> stored.count() >= enough);
            assertThat(part == 3 || stored.count() < all).as("in the middle").isTrue();
        }
    }

    private static long sum(Map<String, Long> totals) {
        return totals.values().stream().mapToLong(Long::longValue).sum();
    }

    private void assertComplete() throws IOException {
        assertThat(lines(in.name())).isEqualTo(sent());
        assertThat(totals()).isEqualTo(expectedTotals());
    }

    private Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : in.records()) {
            if (record.value() != null) {
                sent.put(
                        record.partition() + "/" + record.offset(), TestTopic.text(record.value()));
            }
        }
        return sent;
    }

    private Map<String, Long> expectedTotals() {
        Map<String, Long> totals = new TreeMap<>();
        for (String line : in.values()) {
            for (String word : line.split(" ")) {
                if (!word.isEmpty()) {
                    totals.merge(word, 1L, Long::sum);
                }
            }
        }
        return totals;
    }

    /** What there is in the store by now. */
    interface Stored {
        long count() throws Exception;
    }

    /** Something that can be asked again and again. */
    interface Question {
        boolean ask() throws Exception;
    }

    /** Runs the program in a process of its own until it is time to kill it. */
    private void runUntil(Class<?> program, String what, Question enough) throws Exception {
        Path log = directory.resolve("driver-" + runs++ + ".log");
        Process process =
                ChildJava.start(
                        List.of(
                                "-Xmx512m",
                                "-Dspark.master=local[2]",
                                "-Dspark.ui.enabled=false",
                                "-Dspark.driver.host=127.0.0.1",
                                "-Dspark.driver.bindAddress=127.0.0.1",
                                "-Dspark.streaming.kafka.maxRatePerPartition=200",
                                "-Dspark.datasource.millrace.maxOffsetsPerTrigger=400",
                                "-Dspark.sql.shuffle.partitions=2"),
                        program,
                        List.of(
                                LocalStack.broker().bootstrapServers(),
                                in.name(),
                                checkpoint.toString(),
                                address(),
                                what),
                        log);
        try {
            await("output, see " + log)
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !process.isAlive() || enough.ask());
            assertThat(process.isAlive()).as(log.toString()).isTrue();
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
        repeatLastBatch();
    }

    /** As if a query had died behind its output and before it wrote down that a batch is done. */
    private void repeatLastBatch() throws IOException {
        Path commits = checkpoint.resolve("commits");
        if (Files.exists(commits)) {
            try (Stream<Path> files = Files.list(commits)) {
                Path last =
                        files.filter(file -> file.getFileName().toString().matches("[0-9]+"))
                                .max(Comparator.comparing(StoreContract::number))
                                .orElseThrow();
                Files.delete(last);
                Files.deleteIfExists(commits.resolve("." + last.getFileName() + ".crc"));
            }
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString());
    }
}
