package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;
import io.millrace.kafka.client.KafkaConnection;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.spark.storage.StorageLevel;

/**
 * Topics that a receiver reads as a member of a consumer group. Immutable.
 *
 * <p>The settings of the connection go to the consumers as they are, but for those that the
 * receiver decides. {@code auto.offset.reset} says where the group begins in a partition where it
 * has no offset: {@code earliest} (the default here), {@code latest} or {@code none}; it does not
 * say what happens when records are gone, see {@link #acceptingLoss}. Only committed transactions
 * are read unless {@code isolation.level} says otherwise. The settings are written to the
 * checkpoint with the stream: give secrets by a file that they name.
 *
 * @param connection how to reach the brokers, and settings of the consumers
 * @param group the consumer group that the offsets belong to
 * @param topics how many threads, each with a consumer, read each topic
 * @param instanceOrNull see {@link #withInstance}
 */
@PublicApi
public record KafkaGroup<K, V>(
        KafkaConnection connection,
        String group,
        Map<String, Integer> topics,
        Class<? extends Deserializer<K>> keyDeserializer,
        Class<? extends Deserializer<V>> valueDeserializer,
        StorageLevel storageLevel,
        LogPolicy logPolicy,
        RecordLoss recordLoss,
        String instanceOrNull)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> REFUSED =
            Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    "offsets are committed when the records are stored",
                    ConsumerConfig.GROUP_ID_CONFIG,
                    "the group is named beside the settings",
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    "withInstance names it, for each thread another",
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    "the deserializers are named beside the settings",
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    "the deserializers are named beside the settings");

    private static final List<String> RESETS = List.of("earliest", "latest", "none");

    /** What to do when records were deleted before they were received. */
    @PublicApi
    public enum RecordLoss {
        /** The partition waits while the others go on, and each attempt reports it. */
        REFUSED,
        /** It is reported, and the group goes on with the first record that is there. */
        ACCEPTED
    }

    public KafkaGroup {
        topics = new TreeMap<>(topics);
        if (topics.isEmpty()) {
            throw ReceiverError.INVALID_RECEIVER.exception("topics", "{}", "at least one topic");
        }
        topics.forEach(
                (topic, threads) -> {
                    if (threads < 1) {
                        throw ReceiverError.INVALID_RECEIVER.exception(
                                "number of threads of topic " + topic, threads, "at least one");
                    }
                });
        REFUSED.forEach(
                (setting, reason) -> {
                    if (connection.settings().containsKey(setting)) {
                        throw ReceiverError.RECEIVER_SETTING_REFUSED.exception(setting, reason);
                    }
                });
        String reset = reset(connection);
        if (!RESETS.contains(reset)) {
            throw ReceiverError.INVALID_RECEIVER.exception(
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset, "one of " + RESETS);
        }
    }

    /**
     * A group whose blocks are kept in memory and on disk, serialized, and which insists on the
     * write-ahead log.
     */
    public static <K, V> KafkaGroup<K, V> of(
            KafkaConnection connection,
            String group,
            Map<String, Integer> topics,
            Class<? extends Deserializer<K>> keyDeserializer,
            Class<? extends Deserializer<V>> valueDeserializer) {
        return new KafkaGroup<>(
                connection,
                group,
                topics,
                keyDeserializer,
                valueDeserializer,
                StorageLevel.MEMORY_AND_DISK_SER(),
                LogPolicy.REQUIRED,
                RecordLoss.REFUSED,
                null);
    }

    /** The same with its blocks kept elsewhere. */
    public KafkaGroup<K, V> withStorageLevel(StorageLevel level) {
        return with(level, logPolicy, recordLoss, instanceOrNull);
    }

    /** The same with another view of a log that is off. */
    public KafkaGroup<K, V> withLogPolicy(LogPolicy policy) {
        return with(storageLevel, policy, recordLoss, instanceOrNull);
    }

    /** The same, but it goes on where records are gone. */
    public KafkaGroup<K, V> acceptingLoss() {
        return with(storageLevel, logPolicy, RecordLoss.ACCEPTED, instanceOrNull);
    }

    /**
     * The same with static members of the group ({@code group.instance.id}), named after this and
     * the number of the thread. A receiver that is started after a crash takes the place of its
     * predecessor at once, instead of waiting for {@code session.timeout.ms}, and keeps it out. No
     * two receivers of a group may have the same name.
     */
    public KafkaGroup<K, V> withInstance(String name) {
        return with(storageLevel, logPolicy, recordLoss, name);
    }

    private KafkaGroup<K, V> with(
            StorageLevel level, LogPolicy policy, RecordLoss loss, String instance) {
        return new KafkaGroup<>(
                connection,
                group,
                topics,
                keyDeserializer,
                valueDeserializer,
                level,
                policy,
                loss,
                instance);
    }

    /** The topic of each thread. */
    List<String> threads() {
        return topics.entrySet().stream()
                .flatMap(
                        topic ->
                                java.util.stream.Stream.generate(topic::getKey)
                                        .limit(topic.getValue()))
                .toList();
    }

    String reset() {
        return reset(connection);
    }

    private static String reset(KafkaConnection connection) {
        return connection
                .settings()
                .getOrDefault(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }
}
