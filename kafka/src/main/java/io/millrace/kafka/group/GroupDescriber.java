package io.millrace.kafka.group;

import io.millrace.kafka.offset.LogBounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/** Puts members, committed offsets and the ends of partitions together. */
final class GroupDescriber {

    private final GroupLookup groups;

    GroupDescriber(GroupLookup groups) {
        this.groups = groups;
    }

    GroupDetail describe(ConsumerGroupDescription group) {
        List<GroupMember> members =
                group.members().stream()
                        .map(GroupDescriber::member)
                        .sorted(Comparator.comparing(GroupMember::id))
                        .toList();
        return new GroupDetail(
                group.groupId(),
                group.type().toString(),
                group.groupState().toString(),
                group.partitionAssignor() == null ? "" : group.partitionAssignor(),
                group.coordinator() == null
                        ? ""
                        : group.coordinator().host() + ":" + group.coordinator().port(),
                members,
                progress(groups.committed(group.groupId()), members));
    }

    private List<PartitionProgress> progress(
            Map<TopicPartition, Long> committed, List<GroupMember> members) {
        Map<TopicPartition, GroupMember> owners = new HashMap<>();
        members.forEach(member -> member.partitions().forEach(p -> owners.put(p, member)));
        Collection<TopicPartition> all = new TreeSet<>(PartitionOrder.BY_NAME);
        all.addAll(committed.keySet());
        all.addAll(owners.keySet());
        Map<TopicPartition, LogBounds> bounds = groups.offsets().bounds(groups.existing(all));
        List<PartitionProgress> progress = new ArrayList<>();
        for (TopicPartition partition : all) {
            progress.add(
                    new PartitionProgress(
                            partition,
                            offset(committed.get(partition)),
                            bounds.containsKey(partition)
                                    ? OptionalLong.of(bounds.get(partition).end())
                                    : OptionalLong.empty(),
                            Optional.ofNullable(owners.get(partition))));
        }
        return progress;
    }

    private static OptionalLong offset(Long offset) {
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private static GroupMember member(MemberDescription member) {
        String host = member.host();
        return new GroupMember(
                member.consumerId(),
                member.groupInstanceId(),
                member.clientId(),
                // Brokers write the address as Java does: a host name that may be missing, a slash.
                host.substring(host.indexOf('/') + 1),
                member.assignment().topicPartitions().stream()
                        .sorted(PartitionOrder.BY_NAME)
                        .toList());
    }
}
