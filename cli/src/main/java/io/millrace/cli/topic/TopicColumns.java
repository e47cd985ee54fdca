package io.millrace.cli.topic;

import io.millrace.cli.output.Column;
import io.millrace.cli.output.Listing;
import io.millrace.kafka.admin.PartitionDetail;
import io.millrace.kafka.admin.TopicSummary;
import io.millrace.kafka.offset.LogBounds;

/** What is shown of topics and partitions. */
final class TopicColumns {

    static final Listing<TopicSummary> TOPICS =
            Listing.of(
                    Column.of("name", TopicSummary::name),
                    Column.of("partitions", TopicSummary::partitions),
                    Column.of("replication", TopicSummary::replicationFactor),
                    Column.of("id", TopicSummary::id),
                    Column.jsonOnly("internal", TopicSummary::internal));

    static final Listing<PartitionDetail> PARTITIONS =
            Listing.of(
                    Column.of("partition", PartitionDetail::partition),
                    Column.of("leader", PartitionDetail::leader),
                    Column.of("replicas", PartitionDetail::replicas),
                    Column.of("inSync", PartitionDetail::inSync),
                    Column.of("earliest", p -> p.bounds().map(LogBounds::first)),
                    Column.of("latest", p -> p.bounds().map(LogBounds::end)));

    private TopicColumns() {}
}
