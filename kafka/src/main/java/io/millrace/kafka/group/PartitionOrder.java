package io.millrace.kafka.group;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** By topic, then by number. */
final class PartitionOrder {

    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private PartitionOrder() {}
}
