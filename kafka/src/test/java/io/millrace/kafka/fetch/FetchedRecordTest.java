package io.millrace.kafka.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.fetch.batch.BatchCollector;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.fetch.record.FetchedRecords;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.OffsetRange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole batches hold the records that the client finds in them, to the last byte. */
class FetchedRecordTest {

    private static final int RECORDS = 3_000;

    private final ConsumerPool pool = new ConsumerPool(Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({
        "none, CreateTime",
        "none, LogAppendTime",
        "gzip, CreateTime",
        "snappy, CreateTime",
        "lz4, LogAppendTime",
        "zstd, CreateTime"
    })
    void isWhatTheClientFinds(String compression, String timestamps) {
        TopicPartition partition = create(timestamps);
        fill(partition, compression);

        List<String> expected = readWithClient(partition);

        assertThat(expected).hasSize(RECORDS);
        for (RecordBatches batches : RecordBatches.values()) {
            assertThat(read(partition, batches, 0)).as("%s", batches).isEqualTo(expected);
            // From the middle of a batch.
            assertThat(read(partition, batches, 1_234))
                    .as("%s", batches)
                    .isEqualTo(expected.subList(1_234, RECORDS));
        }
        pool.closeIdle();
    }

    /** A batch of a few kilobytes may hold what no task has room for at once. */
    @Test
    void readsABatchThatIsLargeWhenDecompressed() {
        TopicPartition partition = create("CreateTime");
        byte[] zeros = new byte[1 << 20];
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(
                        Map.of(
                                "compression.type", "gzip",
                                "linger.ms", "20000",
                                "batch.size", Integer.toString(60 << 20),
                                "buffer.memory", Integer.toString(200 << 20),
                                "max.request.size", Integer.toString(80 << 20)))) {
            for (int i = 0; i < 50; i++) {
                producer.send(new ProducerRecord<>(partition.topic(), 0, null, zeros));
            }
        }

        List<String> expected = new ArrayList<>();
        for (long offset = 10; offset < 50; offset++) {
            expected.add(offset + ":" + zeros.length);
        }
        List<String> read = new ArrayList<>();
        OffsetRange range = new OffsetRange(partition, idOf(partition), 10, 50);
        try (RangeReader reader = new RangeReader(pool, settings(RecordBatches.WHOLE), range)) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                read.add(record.offset() + ":" + record.valueLength());
            }
        }
        assertThat(read).isEqualTo(expected);
        pool.closeIdle();
    }

    /** A client that is not as expected would be read record by record, and nobody would notice. */
    @Test
    void comesInWholeBatchesFromThisClient() {
        TopicPartition partition = create("CreateTime");
        fill(partition, "none");
        try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer =
                new KafkaConsumer<>(
                        settings(RecordBatches.WHOLE).consumerProperties(),
                        new HeapBufferDeserializer(),
                        new HeapBufferDeserializer())) {
            assertThat(BatchCollector.install(consumer)).isTrue();
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));

            List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled = List.of();
            while (polled.isEmpty()) {
                polled = consumer.poll(Duration.ofSeconds(1)).records(partition);
            }

            assertThat(polled).hasSize(1);
            assertThat(polled.get(0)).isInstanceOf(FetchedRecords.class);
        }
    }

    private static TopicPartition create(String timestamps) {
        TopicPartition partition = new TopicPartition(TestBroker.name("fetched"), 0);
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            topics.createIfAbsent(
                    new TopicOrder(
                            partition.topic(),
                            OptionalInt.of(1),
                            OptionalInt.empty(),
                            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamps)));
        }
        return partition;
    }

    private static void fill(TopicPartition partition, String compression) {
        Random random = new Random(7);
        try (KafkaProducer<byte[], byte[]> producer =
                TestRecords.producer(
                        Map.of(
                                "compression.type", compression,
                                "linger.ms", "5",
                                "batch.size", "20000"))) {
            long now = System.currentTimeMillis();
            for (int i = 0; i < RECORDS; i++) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(
                                partition.topic(),
                                0,
                                now + random.nextInt(1_000_000) - 500_000,
                                bytes(random),
                                bytes(random));
                for (int h = random.nextInt(10); h > 6; h--) {
                    record.headers().add("kopf-\u00e4" + h % 2, bytes(random));
                }
                producer.send(record);
            }
        }
    }

    /** Often null, sometimes empty, sometimes long; half of it compressible. */
    private static byte[] bytes(Random random) {
        int kind = random.nextInt(10);
        if (kind < 2) {
            return null;
        }
        byte[] bytes = new byte[kind == 3 ? 3_000 : random.nextInt(200)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private List<String> read(TopicPartition partition, RecordBatches batches, long from) {
        List<String> read = new ArrayList<>();
        OffsetRange range = new OffsetRange(partition, idOf(partition), from, RECORDS);
        try (RangeReader reader = new RangeReader(pool, settings(batches), range)) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                read.add(text(record));
            }
        }
        return read;
    }

    private static String idOf(TopicPartition partition) {
        try (TopicAdmin topics = new TopicAdmin(TestBroker.shared().connection())) {
            return topics.describe(partition.topic()).summary().id();
        }
    }

    private static FetchSettings settings(RecordBatches batches) {
        return new FetchSettings(
                TestBroker.shared().connection(),
                IsolationLevel.READ_UNCOMMITTED,
                batches,
                Duration.ofSeconds(30),
                DataLossPolicy.FAIL);
    }

    private static List<String> readWithClient(TopicPartition partition) {
        List<String> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        TestBroker.shared().connection().clientProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (read.size() < RECORDS) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> read.add(text(record)));
            }
        }
        return read;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return text(
                record.offset(),
                record.timestampType() + "@" + record.timestamp(),
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    private static String text(FetchedRecord record) {
        return text(
                record.offset(),
                record.timestampType() + "@" + record.timestamp(),
                cut(record.keyArray(), record.keyOffset(), record.keyLength()),
                cut(record.valueArray(), record.valueOffset(), record.valueLength()),
                record.headers());
    }

    private static byte[] cut(byte[] array, int from, int length) {
        return length == FetchedRecord.NULL ? null : Arrays.copyOfRange(array, from, from + length);
    }

    private static String text(
            long offset, String time, byte[] key, byte[] value, Header[] headers) {
        List<String> shown = Stream.of(headers).map(h -> h.key() + ":" + hex(h.value())).toList();
        return offset + " " + time + " " + hex(key) + " -> " + hex(value) + " " + shown;
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }
}
