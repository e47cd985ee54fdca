package io.millrace.pipeline.run;

import static org.awaitility.Awaitility.await;

import io.millrace.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of a broker, written and read with the plain Kafka clients. */
final class Topics {

    private final EmbeddedBroker broker;

    Topics(EmbeddedBroker broker) {
        this.broker = broker;
    }

    void create(String topic, int partitions) throws Exception {
        try (Admin admin = broker.connection().openAdmin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            for (int i = 0; i < partitions; i++) {
                all.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
            // A partition answers once it is led.
            await().ignoreExceptions()
                    .until(() -> admin.listOffsets(all).all().get().size() == partitions);
        }
    }

    int partitions(String topic) throws Exception {
        try (Admin admin = broker.connection().openAdmin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    void send(String topic, List<String> values) throws Exception {
        int partitions = partitions(topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        broker.connection().clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(topic, i % partitions, null, values.get(i))));
            }
            for (Future<?> record : sent) {
                record.get();
            }
        }
    }

    /** Everything that is in the topic, partition by partition. */
    List<ConsumerRecord<String, String>> records(String topic) throws Exception {
        List<TopicPartition> all =
                IntStream.range(0, partitions(topic))
                        .mapToObj(i -> new TopicPartition(topic, i))
                        .toList();
        Properties properties = broker.connection().clientProperties();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
