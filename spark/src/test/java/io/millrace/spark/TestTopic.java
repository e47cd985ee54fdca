package io.millrace.spark;

import static org.awaitility.Awaitility.await;

import io.millrace.kafka.client.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of the shared broker, written and read with the plain Kafka clients. */
public final class TestTopic {

    private final String name;

    private TestTopic(String name) {
        this.name = name;
    }

    /** A new topic with a name of its own. */
    public static TestTopic create(String prefix, int partitions) {
        TestTopic topic = new TestTopic(LocalStack.newName(prefix));
        topic.createAgain(partitions);
        return topic;
    }

    /** A name without a topic, yet. */
    public static TestTopic absent(String prefix) {
        return new TestTopic(LocalStack.newName(prefix));
    }

    /** A topic that is there, or will be. */
    public static TestTopic named(String name) {
        return new TestTopic(name);
    }

    public String name() {
        return name;
    }

    public TopicPartition partition(int number) {
        return new TopicPartition(name, number);
    }

    public void createAgain(int partitions) {
        admin(a -> a.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get());
        awaitLeaders(partitions);
    }

    /** A partition answers once it is led. */
    private void awaitLeaders(int partitions) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            all.put(partition(i), OffsetSpec.latest());
        }
        admin(
                a ->
                        await().ignoreExceptions()
                                .until(() -> a.listOffsets(all).all().get().size() == partitions));
    }

    public void delete() {
        admin(a -> a.deleteTopics(List.of(name)).all().get());
    }

    public void addPartitions(int total) {
        admin(a -> a.createPartitions(Map.of(name, NewPartitions.increaseTo(total))).all().get());
        awaitLeaders(total);
    }

    public void deleteBefore(int partition, long offset) {
        admin(
                a ->
                        a.deleteRecords(
                                        Map.of(
                                                partition(partition),
                                                RecordsToDelete.beforeOffset(offset)))
                                .all()
                                .get());
    }

    public String id() {
        String[] id = new String[1];
        admin(
                a ->
                        id[0] =
                                a.describeTopics(List.of(name))
                                        .allTopicNames()
                                        .get()
                                        .get(name)
                                        .topicId()
                                        .toString());
        return id[0];
    }

    /** Values without keys, to the partitions in turn. */
    public TestTopic send(Collection<String> values) {
        int partitions = partitions();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(record(records.size() % partitions, value));
        }
        sendAll(records);
        return this;
    }

    public TestTopic send(String... values) {
        return send(List.of(values));
    }

    public void sendTo(int partition, String... values) {
        sendAll(Arrays.stream(values).map(v -> record(partition, v)).toList());
    }

    public ProducerRecord<byte[], byte[]> record(int partition, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(name, partition, null, bytes);
    }

    public void sendAll(Collection<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Properties properties = connection().clientProperties();
        properties.putAll(settings);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Everything that is in the topic, partition by partition, in the order of offsets. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        DecidedTransactions.awaitSeen(connection());
        Properties properties = connection().clientProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    IntStream.range(0, partitions()).mapToObj(this::partition).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            records.sort(
                    Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(
                                    ConsumerRecord::partition)
                            .thenComparingLong(ConsumerRecord::offset));
            return records;
        }
    }

    /** The values of {@link #records} as text. */
    public List<String> values() {
        return records().stream().map(r -> text(r.value())).toList();
    }

    public static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private int partitions() {
        int[] count = new int[1];
        admin(
                a ->
                        count[0] =
                                a.describeTopics(List.of(name))
                                        .allTopicNames()
                                        .get()
                                        .get(name)
                                        .partitions()
                                        .size());
        return count[0];
    }

    private static KafkaConnection connection() {
        return LocalStack.broker().connection();
    }

    private interface AdminAction {
        void run(Admin admin) throws Exception;
    }

    private static void admin(AdminAction action) {
        try (Admin admin = connection().openAdmin()) {
            action.run(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
