package io.millrace.kafka.plan;

import org.apache.kafka.common.TopicPartition;

/** How much one micro-batch may read of single partitions. */
public interface PartitionLimits {

    /** No limits. */
    PartitionLimits NONE = partition -> Long.MAX_VALUE;

    /** How many offsets of the partition at the most; at least 1. */
    long most(TopicPartition partition);

    /**
     * How many offsets of the partition at the least if so many wait and {@link #most} allows it,
     * whatever the limits of the whole batch.
     */
    default long least(TopicPartition partition) {
        return 0;
    }
}
