package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.StableOffsets;
import io.millrace.kafka.transaction.TokenGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A consumer group without members, whose offsets tell what transactions have done. */
record EvidenceGroup(String name) {

    /** As the producer wants it named. */
    ConsumerGroupMetadata metadata() {
        return TokenGroup.named(name);
    }

    /**
     * The offsets of these partitions that transactions have left, when those under way are over;
     * nothing for a partition without one.
     */
    Map<TopicPartition, OffsetAndMetadata> offsets(
            Admin admin, KafkaConnection connection, Collection<TopicPartition> partitions) {
        return StableOffsets.read(admin, connection, List.of(name), partitions).get(name);
    }
}
