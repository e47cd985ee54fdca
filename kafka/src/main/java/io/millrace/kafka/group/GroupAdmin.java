package io.millrace.kafka.group;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.position.LogPosition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Lists and describes consumer groups and moves their committed offsets. Every method waits for the
 * brokers' answer and fails with a coded error. Safe for use by several threads.
 */
@PublicApi
public final class GroupAdmin implements AutoCloseable {

    private final KafkaConnection connection;
    private final Admin admin;
    private final GroupLookup groups;

    public GroupAdmin(KafkaConnection connection) {
        this.connection = connection;
        this.admin = connection.openAdmin();
        this.groups = new GroupLookup(admin, connection);
    }

    /** The groups of every type, ordered by name. */
    public List<GroupSummary> list() {
        return groups.listings().stream()
                .map(
                        listing ->
                                new GroupSummary(
                                        listing.groupId(),
                                        type(listing),
                                        listing.protocol(),
                                        listing.groupState()
                                                .map(Object::toString)
                                                .orElse("Unknown")))
                .sorted(Comparator.comparing(GroupSummary::group))
                .toList();
    }

    /**
     * Everything about one consumer group.
     *
     * @throws MillraceException GROUP_NOT_FOUND, or NOT_A_CONSUMER_GROUP if it is of another type
     */
    public GroupDetail describe(String group) {
        return groups.description(group)
                .map(found -> new GroupDescriber(groups).describe(found))
                .orElseThrow(() -> groups.notFound(group));
    }

    /**
     * Works out what a reset would change, and changes nothing.
     *
     * @param choices where to reset; all partitions with a committed offset if empty
     * @throws MillraceException GROUP_NOT_FOUND if the group has no offsets and nothing is chosen;
     *     GROUP_IN_USE if it has members; TOPIC_NOT_FOUND or PARTITION_NOT_FOUND for a choice that
     *     does not exist
     */
    public OffsetReset planReset(
            String group, LogPosition position, Collection<PartitionChoice> choices) {
        boolean inUse = groups.description(group).filter(g -> !g.members().isEmpty()).isPresent();
        if (inUse) {
            throw KafkaError.GROUP_IN_USE.exception(group);
        }
        return new ResetPlanner(connection, groups).plan(group, position, choices);
    }

    /**
     * Commits the offsets of a plan, unless the group has got members since.
     *
     * @throws MillraceException GROUP_IN_USE if the group has members now
     */
    public void reset(OffsetReset plan) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        plan.changes()
                .forEach(
                        change ->
                                offsets.put(
                                        change.partition(), new OffsetAndMetadata(change.after())));
        try {
            KafkaFailure.await(
                    admin.alterConsumerGroupOffsets(plan.group(), offsets).all(),
                    connection,
                    "change the offsets of group '" + plan.group() + "'");
        } catch (MillraceException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                throw KafkaError.GROUP_IN_USE.causedBy(e.getCause(), plan.group());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    static String type(GroupListing listing) {
        return listing.type().map(Object::toString).orElse("Unknown");
    }
}
