package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A topic to create.
 *
 * @param partitions how many; the broker's default where absent
 * @param replicationFactor replicas of each; the broker's default where absent
 * @param configs settings of the topic, by their Kafka names
 */
@PublicApi
public record TopicOrder(
        String name,
        OptionalInt partitions,
        OptionalInt replicationFactor,
        Map<String, String> configs) {

    public TopicOrder {
        configs = Map.copyOf(configs);
    }

    /** A topic with this many partitions, everything else as the broker has it. */
    public static TopicOrder of(String name, int partitions) {
        return new TopicOrder(name, OptionalInt.of(partitions), OptionalInt.empty(), Map.of());
    }
}
