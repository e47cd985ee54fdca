package io.millrace.dstream;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.StartingPosition.Reset;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.types.Password;

/** The parameters of a Kafka consumer as the user gave them, and what they mean. Immutable. */
record KafkaParams(HashMap<String, Object> values) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<String> DESERIALIZERS =
            List.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    KafkaParams(Map<String, Object> values) {
        this(new HashMap<>(values));
    }

    KafkaParams {
        require(values, ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "it says where Kafka is");
        for (String key : DESERIALIZERS) {
            require(values, key, "it says what the bytes of a record become");
        }
        if ("true".equals(text(values.get(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)))) {
            throw DStreamError.AUTO_COMMIT_REFUSED.exception();
        }
    }

    Map<String, Object> given() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * How to reach the cluster. What only consumers of a group or deserializers know is left out.
     */
    KafkaConnection connection() {
        Map<String, String> settings = new TreeMap<>();
        values.forEach(
                (key, value) -> {
                    if (value != null && !DESERIALIZERS.contains(key)) {
                        settings.put(key, text(value));
                    }
                });
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        settings.remove(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);
        return new KafkaConnection(
                text(values.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)), settings);
    }

    /** The consumer group to begin at and to commit to, if there is one. */
    Optional<String> group() {
        return Optional.ofNullable(text(values.get(ConsumerConfig.GROUP_ID_CONFIG)))
                .filter(group -> !group.isBlank());
    }

    Reset reset() {
        return choice(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, Reset.class, Reset.LATEST);
    }

    IsolationLevel isolation() {
        return choice(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.class,
                IsolationLevel.READ_COMMITTED);
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String text = text(values.get(key));
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text.strip())) {
                return constant;
            }
        }
        String names =
                String.join(
                        ", ",
                        List.of(type.getEnumConstants()).stream()
                                .map(c -> c.name().toLowerCase(Locale.ROOT))
                                .toList());
        throw DStreamError.KAFKA_PARAM_INVALID.exception(key, text, "one of " + names);
    }

    private static void require(Map<String, Object> values, String key, String reason) {
        Object value = values.get(key);
        if (value == null || text(value).isBlank()) {
            throw DStreamError.KAFKA_PARAM_MISSING.exception(key, reason);
        }
    }

    /** A parameter as Kafka's settings write it. */
    private static String text(Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof Password password) {
            return password.value();
        }
        if (value instanceof Collection<?> list) {
            return String.join(",", list.stream().map(KafkaParams::text).toList());
        }
        return value == null ? null : value.toString();
    }

    /** Does not show the values, which may hold secrets. */
    @Override
    public String toString() {
        return "KafkaParams" + values.keySet();
    }
}
