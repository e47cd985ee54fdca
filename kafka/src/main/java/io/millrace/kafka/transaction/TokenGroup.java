package io.millrace.kafka.transaction;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * A consumer group without members, as the producer wants it named. The constructor goes away with
 * Kafka 5 (KIP-1136); from then on only a consumer of the group gives this.
 */
public final class TokenGroup {

    private TokenGroup() {}

    @SuppressWarnings("removal")
    public static ConsumerGroupMetadata named(String group) {
        return new ConsumerGroupMetadata(group);
    }
}
