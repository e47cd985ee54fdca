package io.millrace.kafka.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Compaction leaves gaps among the offsets, which are no lost records. */
class CompactedTopicTest {

    private static final TestBroker BROKER =
            TestBroker.with(
                    Map.of(
                            "log.cleaner.enable", "true",
                            "log.cleaner.backoff.ms", "100",
                            "log.cleaner.min.cleanable.ratio", "0.01"));

    private final KafkaConnection connection = BROKER.connection();
    private final TopicPartition partition = new TopicPartition(TestBroker.name("compacted"), 0);

    private void create() {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(
                    new TopicOrder(
                            partition.topic(),
                            OptionalInt.of(1),
                            OptionalInt.of(1),
                            Map.of(
                                    "cleanup.policy", "compact",
                                    "segment.ms", "200",
                                    "min.cleanable.dirty.ratio", "0.01",
                                    "delete.retention.ms", "100")));
        }
    }

    /** Each key a hundred times, half of the keys deleted in the end. */
    private void fill(KafkaProducer<byte[], byte[]> producer) {
        for (int i = 0; i < 1_000; i++) {
            producer.send(record("k" + i % 10, "v" + i));
        }
        for (int key = 0; key < 5; key++) {
            producer.send(record("k" + key, null));
        }
        producer.flush();
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(partition.topic(), 0, bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private int left() {
        return TestRecords.committed(connection, partition.topic()).size();
    }

    private List<String> read(long until) {
        String topicId;
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topicId = topics.describe(partition.topic()).summary().id();
        }
        FetchSettings settings =
                new FetchSettings(
                        connection,
                        IsolationLevel.READ_COMMITTED,
                        Duration.ofSeconds(30),
                        DataLossPolicy.FAIL);
        List<String> values = new ArrayList<>();
        try (RangeReader reader =
                new RangeReader(
                        ConsumerPool.shared(),
                        settings,
                        new OffsetRange(partition, topicId, 0, until))) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                values.add(
                        record.valueLength() < 0
                                ? null
                                : new String(
                                        record.valueArray(),
                                        record.valueOffset(),
                                        record.valueLength(),
                                        StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /**
     * @faults C10
     */
    @Test
    void readsWhatIsLeftAndMissesNothing() throws Exception {
        create();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        connection.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            fill(producer);
            // The segment that is written to is left alone; another record begins the next one.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(
                            () -> {
                                producer.send(record("filler", "f")).get();
                                return left() < 100;
                            });
        }

        List<String> last = IntStream.range(995, 1_000).mapToObj(i -> "v" + i).toList();
        assertThat(read(1_005)).containsAll(last).doesNotContain("v0", "v500");
    }
}
