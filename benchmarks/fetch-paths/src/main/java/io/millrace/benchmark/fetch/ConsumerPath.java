package io.millrace.benchmark.fetch;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads with the client's consumer, set up as the connector sets up its own. */
abstract class ConsumerPath<V> implements FetchPath {

    private static final Duration POLL = Duration.ofSeconds(1);

    abstract Deserializer<V> values(ValueTaker taker);

    abstract void take(
            ConsumerRecords<Void, V> records, TopicPartition partition, ValueTaker taker);

    @Override
    public final void read(String bootstrapServers, String topic, int number, ValueTaker taker) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "50000");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        TopicPartition partition = new TopicPartition(topic, number);
        Deserializer<Void> noKeys = (ignored, key) -> null;
        try (KafkaConsumer<Void, V> consumer =
                new KafkaConsumer<>(properties, noKeys, values(taker))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                take(consumer.poll(POLL), partition, taker);
            }
        }
    }
}
