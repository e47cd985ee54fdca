package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.spark.LocalStack;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that is shorter than it was, as an election of a replica that lagged behind leaves it. The
 * broker loses the end of its files while it is down.
 *
 * @faults C6
 */
class TruncatedLogTest {

    private static final String TOPIC = "cut";

    /** What a broker knows of its logs beside them; without it, it looks at the logs. */
    private static final List<String> CHECKPOINTS =
            List.of(
                    ".kafka_cleanshutdown",
                    "recovery-point-offset-checkpoint",
                    "replication-offset-checkpoint");

    @TempDir Path data;
    @TempDir Path checkpoint;

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Whoever has it keeps the query in the micro-batch whose records it has just seen. */
    private final Semaphore held = new Semaphore(1);

    private BrokerSettings settings;
    private EmbeddedBroker broker;
    private StreamingQuery query;

    @BeforeEach
    void start() throws Exception {
        settings = BrokerSettings.in(data);
        broker = EmbeddedBroker.start(settings);
        settings = settings.withPort(Integer.parseInt(broker.bootstrapServers().split(":")[1]));
        try (Admin admin = broker.connection().openAdmin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (query != null) {
            query.stop();
        }
        broker.close();
    }

    @Test
    void aStoppedQueryIsToldThatTheLogEndsBeforeItsPosition() throws Exception {
        send(0, 5);
        long cut = Files.size(log());
        send(5, 10);
        open(true);
        awaitSeen(values(0, 10));
        query.stop();
        cutTo(cut);

        open(true);
        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .isInstanceOf(StreamingQueryException.class)
                .hasMessageContaining("LOG_TRUNCATED")
                .hasMessageContaining(TOPIC + "-0")
                .hasMessageContaining("ends at 5");

        open(false);
        query.processAllAvailable();
        send(10, 12);
        awaitSeen(Stream.concat(values(0, 10), values(10, 12)));
    }

    /** Its position is in the log again when it looks; only the epoch of the leader tells. */
    @Test
    void aRunningQueryIsToldThatTheLogWasCutAndHasGrownBeyondItsPosition() throws Exception {
        send(0, 5);
        long cut = Files.size(log());
        send(5, 10);
        open(true);
        awaitSeen(values(0, 10));
        held.acquire();
        send(10, 11);
        awaitSeen(values(0, 11));
        cutTo(cut);
        send(100, 110);
        held.release();

        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .isInstanceOf(StreamingQueryException.class)
                .hasStackTraceContaining("LOG_TRUNCATED")
                .hasStackTraceContaining(LogTruncationException.class.getName())
                .hasStackTraceContaining(TOPIC + "-0");
        assertThat(seen).containsExactlyElementsOf(values(0, 11).toList());
    }

    private void open(boolean failOnDataLoss) throws Exception {
        VoidFunction2<Dataset<Row>, Long> collect =
                (rows, batch) -> {
                    seen.addAll(rows.as(Encoders.STRING()).collectAsList());
                    held.acquire();
                    held.release();
                };
        query =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("kafka.bootstrap.servers", broker.bootstrapServers())
                        .option("subscribe", TOPIC)
                        .option("startingOffsets", "earliest")
                        .option("failOnDataLoss", failOnDataLoss)
                        .load()
                        .selectExpr("cast(value as string)")
                        .writeStream()
                        .option("checkpointLocation", checkpoint.toString())
                        .foreachBatch(collect)
                        .start();
    }

    private void awaitSeen(Stream<String> values) {
        List<String> expected = values.toList();
        await().atMost(Duration.ofSeconds(60))
                .failFast(() -> query.exception().isDefined())
                .untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(expected));
    }

    private static Stream<String> values(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "value-" + i);
    }

    /** Each in a batch of its own, so that a log can be cut behind any of them. */
    private void send(int from, int until) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (String value : values(from, until).toList()) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
        }
    }

    private Path log() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.endsWith(TOPIC + "-0/00000000000000000000.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void cutTo(long size) throws IOException {
        Path log = log();
        broker.close();
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(TruncatedLogTest::isCheckpoint).toList()) {
                Files.delete(file);
            }
        }
        broker = EmbeddedBroker.start(settings);
    }

    private static boolean isCheckpoint(Path file) {
        return CHECKPOINTS.contains(file.getFileName().toString());
    }
}
