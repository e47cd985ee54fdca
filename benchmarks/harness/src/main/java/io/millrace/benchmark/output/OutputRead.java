package io.millrace.benchmark.output;

import io.millrace.benchmark.workload.OutputRow;
import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic to the end that it has now; used up, it is closed. */
final class OutputRead implements Iterator<String> {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "50000",
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(8 << 20));

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final OutputRow row;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();

    OutputRead(KafkaConnection connection, String topic, int partitions, OutputRow row) {
        this.row = row;
        Properties properties = connection.clientProperties();
        properties.putAll(SETTINGS);
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = partitions(topic, partitions);
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.ends = consumer.endOffsets(all);
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    @Override
    public boolean hasNext() {
        while (!polled.hasNext()) {
            if (ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.close();
                return false;
            }
            polled = consumer.poll(POLL).iterator();
        }
        return true;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return row.of(polled.next().value());
    }
}
