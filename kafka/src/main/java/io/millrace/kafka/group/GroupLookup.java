package io.millrace.kafka.group;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.topic.Topic;
import io.millrace.kafka.topic.TopicDirectory;
import io.millrace.kafka.topic.TopicSelection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What the brokers know of consumer groups. */
final class GroupLookup {

    private final Admin admin;
    private final KafkaConnection connection;

    GroupLookup(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.connection = connection;
    }

    Collection<GroupListing> listings() {
        return KafkaFailure.await(admin.listGroups().all(), connection, "list groups");
    }

    /** The group as its coordinator has it; empty if there is none of this name. */
    Optional<ConsumerGroupDescription> description(String group) {
        try {
            ConsumerGroupDescription found =
                    KafkaFailure.await(
                            admin.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group),
                            connection,
                            "describe group '" + group + "'");
            // Brokers before 4.0 describe as dead what they have never heard of.
            return Optional.of(found).filter(g -> g.groupState() != GroupState.DEAD);
        } catch (MillraceException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof IllegalArgumentException) {
                refuseOtherTypes(group);
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The offsets that the group has committed, ordered by partition. */
    SortedMap<TopicPartition, Long> committed(String group) {
        SortedMap<TopicPartition, Long> committed = new TreeMap<>(PartitionOrder.BY_NAME);
        committed.putAll(offsets().committed(group));
        return committed;
    }

    /** The topics of these names that exist. */
    Map<String, Topic> topics(Collection<String> names) {
        return new TopicDirectory(admin, connection)
                .find(TopicSelection.Subscribe.to(names), TopicDirectory.Absent.LEAVE_OUT);
    }

    /** Those of the partitions that exist, in their order: a group may recall deleted ones. */
    List<TopicPartition> existing(Collection<TopicPartition> partitions) {
        Map<String, Topic> topics = topics(partitions.stream().map(TopicPartition::topic).toList());
        return partitions.stream()
                .filter(p -> topics.containsKey(p.topic()))
                .filter(p -> topics.get(p.topic()).partitions().contains(p.partition()))
                .toList();
    }

    OffsetLookup offsets() {
        return new OffsetLookup(admin, connection, IsolationLevel.READ_UNCOMMITTED);
    }

    MillraceException notFound(String group) {
        return KafkaError.GROUP_NOT_FOUND.exception(group, connection.bootstrapServers());
    }

    private void refuseOtherTypes(String group) {
        for (GroupListing listing : listings()) {
            if (listing.groupId().equals(group)) {
                throw KafkaError.NOT_A_CONSUMER_GROUP.exception(
                        group, GroupAdmin.type(listing), listing.protocol());
            }
        }
    }
}
