package io.millrace.integration.reliability.fencing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers with {@code read_committed} see of a topic, from where they have read to. */
final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> committed;
    private final KafkaConsumer<byte[], byte[]> all;

    CommittedRecords(String servers, String topic) {
        this(servers, topic, 1);
    }

    CommittedRecords(String servers, String topic, int count) {
        partitions = IntStream.range(0, count).mapToObj(i -> new TopicPartition(topic, i)).toList();
        committed = consumer(servers, "read_committed");
        all = consumer(servers, "read_uncommitted");
        committed.assign(partitions);
        committed.seekToBeginning(partitions);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "isolation.level", isolation,
                        "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Where the log of the first partition ends, whoever may see what is in it. */
    long end() {
        return all.endOffsets(partitions).get(partitions.get(0));
    }

    /** What is there now. */
    List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        committed.poll(POLL).forEach(records::add);
        return records;
    }

    /** The next ones up to an offset of the first partition: who reads waits for transactions. */
    List<ConsumerRecord<byte[], byte[]>> upTo(long end) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (committed.position(partitions.get(0)) < end) {
            records.addAll(poll());
        }
        return records;
    }

    @Override
    public void close() {
        committed.close();
        all.close();
    }
}
