package io.millrace.dstream.receiver;

import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.spark.api.java.function.Function;

/** Receives from Kafka as members of a consumer group, one for each thread. */
final class KafkaGroupReceiver<K, V, T> extends ReliableReceiver<T> {

    private static final long serialVersionUID = 1L;

    private final KafkaGroup<K, V> group;
    private final Function<ConsumerRecord<K, V>, T> mapping;

    KafkaGroupReceiver(KafkaGroup<K, V> group, Function<ConsumerRecord<K, V>, T> mapping) {
        super(group.storageLevel(), group.threads().size(), group.logPolicy());
        this.group = group;
        this.mapping = mapping;
    }

    @Override
    protected AcknowledgedSource<T> open(int thread) {
        return open(thread, this::reportError);
    }

    AcknowledgedSource<T> open(int thread, BiConsumer<String, Throwable> reports) {
        KafkaConsumer<K, V> consumer = new KafkaConsumer<>(settings(thread));
        GroupSource<K, V, T> source = new GroupSource<>(consumer, group, mapping, reports);
        consumer.subscribe(List.of(group.threads().get(thread)), source);
        return source;
    }

    private Properties settings(int thread) {
        Properties settings = group.connection().clientProperties();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group.group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // What it would do in silence, the source does aloud.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, group.keyDeserializer().getName());
        settings.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                group.valueDeserializer().getName());
        if (group.instanceOrNull() != null) {
            settings.put(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, group.instanceOrNull() + "-" + thread);
        }
        return settings;
    }

    @Override
    protected String describe() {
        return "topics "
                + group.topics().keySet()
                + " of Kafka at '"
                + group.connection().bootstrapServers()
                + "' in consumer group '"
                + group.group()
                + "'";
    }
}
