package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import java.util.List;

/**
 * One consumer group in full.
 *
 * @param assignor how it shares out partitions; empty while it has no members
 * @param coordinator host:port of the broker that keeps its offsets
 * @param members ordered by id
 * @param partitions those with a committed offset or a member, ordered
 */
@PublicApi
public record GroupDetail(
        String group,
        String type,
        String state,
        String assignor,
        String coordinator,
        List<GroupMember> members,
        List<PartitionProgress> partitions) {

    public GroupDetail {
        members = List.copyOf(members);
        partitions = List.copyOf(partitions);
    }
}
