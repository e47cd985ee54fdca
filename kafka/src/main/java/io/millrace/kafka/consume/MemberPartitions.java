package io.millrace.kafka.consume;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Starts partitions that the group hands to this member, and commits those that it takes away. */
final class MemberPartitions implements ConsumerRebalanceListener {

    private final Consumer<?, ?> consumer;
    private final StartOffsets start;
    private final Commits commits;
    private boolean settled;

    MemberPartitions(Consumer<?, ?> consumer, StartOffsets start, Commits commits) {
        this.consumer = consumer;
        this.start = start;
        this.commits = commits;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        start.place(consumer, partitions);
        settled = true;
    }

    /** Called within a poll, when everything handed out has been flushed. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commit();
        settled = false;
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
        settled = false;
    }

    /** Whether the group has said which partitions are ours, be it none. */
    boolean settled() {
        return settled;
    }
}
