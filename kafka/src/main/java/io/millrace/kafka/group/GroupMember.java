package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * One consumer in a group.
 *
 * @param instanceId what a static member calls itself
 * @param partitions what it is assigned, ordered
 */
@PublicApi
public record GroupMember(
        String id,
        Optional<String> instanceId,
        String clientId,
        String host,
        List<TopicPartition> partitions) {

    public GroupMember {
        partitions = List.copyOf(partitions);
    }
}
