package io.millrace.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import io.millrace.pipeline.TestSession;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.statement.SqlFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All brokers are gone while a pipeline runs, for longer than a question to them is waited for. */
class OutageTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir Path directory;

    private final List<MillraceException> interruptions = new CopyOnWriteArrayList<>();
    private BrokerSettings settings;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        settings = BrokerSettings.in(directory.resolve("kafka")).withPort(port);
        broker = EmbeddedBroker.start(settings);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private PipelineRun begin() {
        return begin("10m");
    }

    private PipelineRun begin(String restartLimit) {
        SparkSession session = TestSession.open(Optional.of(broker.bootstrapServers()));
        session.conf().set("spark.datasource.millrace.kafka.default.api.timeout.ms", "1500");
        session.conf().set("spark.datasource.millrace.kafka.request.timeout.ms", "1000");
        String sql =
                """
                SET millrace.restart.limit = %s;
                CREATE TABLE lines (line STRING) USING millrace OPTIONS (
                  'value.format' 'text', 'startingOffsets' 'earliest');
                CREATE TABLE copies (line STRING) USING millrace OPTIONS ('value.format' 'text');
                CREATE FLOW copy AS INSERT INTO copies BY NAME SELECT line FROM STREAM lines;
                """
                        .formatted(restartLimit);
        Pipeline pipeline = new PipelineReader(session).read("p", new SqlFile("p.sql", sql));
        RunListener listener =
                new RunListener() {
                    @Override
                    public void flowInterrupted(
                            String flow, MillraceException reason, Duration wait) {
                        interruptions.add(reason);
                    }
                };
        return PipelineRun.start(
                session,
                pipeline,
                directory.resolve("checkpoints").toString(),
                RunMode.CONTINUOUS,
                listener);
    }

    /** Sends lines, some hundreds a second, and again while no broker takes them. */
    private static final class Feed implements AutoCloseable {

        private final AtomicInteger sent = new AtomicInteger();
        private final KafkaProducer<String, String> producer;
        private final CompletableFuture<Void> end;

        Feed(EmbeddedBroker broker, List<String> lines) {
            producer =
                    new KafkaProducer<>(
                            broker.connection().clientProperties(),
                            new StringSerializer(),
                            new StringSerializer());
            end =
                    CompletableFuture.runAsync(
                            () -> {
                                for (String line : lines) {
                                    producer.send(
                                            new ProducerRecord<>(
                                                    "lines", sent.get() % 2, null, line));
                                    sent.incrementAndGet();
                                    LockSupport.parkNanos(5_000_000);
                                }
                                producer.flush();
                            });
        }

        int sent() {
            return sent.get();
        }

        void awaitEnd() {
            end.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }

    private List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line-" + i).toList();
    }

    private void awaitCopies(PipelineRun run, List<String> expected) throws Exception {
        Topics topics = new Topics(broker);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<String> copies = List.of();
        while (!copies.equals(expected) && System.nanoTime() < deadline) {
            assertThat(run.awaitEnd(Duration.ofMillis(100))).isFalse();
            copies = topics.records("copies").stream().map(ConsumerRecord::value).sorted().toList();
        }
        assertThat(copies).isEqualTo(expected);
    }

    private void awaitInterruptions(PipelineRun run, int least) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (interruptions.size() < least && System.nanoTime() < deadline) {
            assertThat(run.awaitEnd(Duration.ofMillis(100))).isFalse();
        }
        assertThat(interruptions).hasSizeGreaterThanOrEqualTo(least);
    }

    /**
     * @faults C4
     */
    @Test
    void goesOnByItselfWhenTheyAreBack() throws Exception {
        Topics topics = new Topics(broker);
        topics.create("lines", 2);
        topics.send("lines", lines(100, 200));
        try (PipelineRun run = begin()) {
            awaitCopies(run, lines(100, 200));

            broker.close();
            awaitInterruptions(run, 2);
            broker = EmbeddedBroker.start(settings);
            new Topics(broker).send("lines", lines(200, 300));

            awaitCopies(run, lines(100, 300));
        }
        assertThat(interruptions)
                .allSatisfy(
                        reason ->
                                assertThat(reason.code()).isEqualTo(KafkaError.BROKER_UNREACHABLE));
    }

    /** Batches, commits to the group and transactions are under way when they go. */
    @Test
    void losesNothingOfWhatWasUnderWay() throws Exception {
        Topics topics = new Topics(broker);
        topics.create("lines", 2);
        topics.send("lines", lines(100, 200));
        try (PipelineRun run = begin()) {
            awaitCopies(run, lines(100, 200));
            try (Feed feed = new Feed(broker, lines(200, 600))) {
                await().until(() -> feed.sent() > 60);
                broker.close();
                long back = System.nanoTime() + Duration.ofSeconds(8).toNanos();
                while (System.nanoTime() < back) {
                    assertThat(run.awaitEnd(Duration.ofMillis(100))).isFalse();
                }
                broker = EmbeddedBroker.start(settings);
                feed.awaitEnd();
            }

            awaitCopies(run, lines(100, 600));
        }
    }

    @Test
    void failsIfTheyDoNotComeBackInTime() throws Exception {
        Topics topics = new Topics(broker);
        topics.create("lines", 1);
        topics.send("lines", lines(100, 110));
        try (PipelineRun run = begin("2s")) {
            awaitCopies(run, lines(100, 110));

            broker.close();
            assertThatThrownBy(() -> await().atMost(LIMIT).until(() -> run.awaitEnd(LIMIT)))
                    .hasMessageContaining("[BROKER_UNREACHABLE]");
        }
        assertThat(interruptions).isNotEmpty();
    }
}
