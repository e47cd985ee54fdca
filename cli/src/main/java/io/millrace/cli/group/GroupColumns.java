package io.millrace.cli.group;

import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.kafka.group.GroupMember;
import io.millrace.kafka.group.GroupSummary;
import io.millrace.kafka.group.OffsetChange;
import io.millrace.kafka.group.PartitionProgress;

/** What is shown of groups, their members and their offsets. */
final class GroupColumns {

    static final Listing<GroupSummary> GROUPS =
            Listing.of(
                    Column.of("group", GroupSummary::group),
                    Column.of("type", GroupSummary::type),
                    Column.of("protocol", GroupSummary::protocol),
                    Column.of("state", GroupSummary::state));

    static final Listing<PartitionProgress> PARTITIONS =
            Listing.of(
                    Column.of("topic", p -> p.partition().topic()),
                    Column.of("partition", p -> p.partition().partition()),
                    Column.of("committed", PartitionProgress::committed),
                    Column.of("end", PartitionProgress::end),
                    Column.of("lag", PartitionProgress::lag),
                    Column.of("client", p -> p.member().map(GroupMember::clientId)),
                    Column.of("host", p -> p.member().map(GroupMember::host)),
                    Column.jsonOnly("member", p -> p.member().map(GroupMember::id)));

    static final Listing<GroupMember> MEMBERS =
            Listing.of(
                    Column.of("member", GroupMember::id),
                    Column.of("client", GroupMember::clientId),
                    Column.of("host", GroupMember::host),
                    Column.jsonOnly("instance", GroupMember::instanceId),
                    Column.of("partitions", member -> member.partitions().size()));

    static final Listing<OffsetChange> CHANGES =
            Listing.of(
                    Column.of("topic", c -> c.partition().topic()),
                    Column.of("partition", c -> c.partition().partition()),
                    Column.of("before", OffsetChange::before),
                    Column.of("after", OffsetChange::after));

    private GroupColumns() {}
}
