package io.millrace.dstream.receiver;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Partitions whose next record cannot be had, and when to try each of them again. */
final class StalledPartitions {

    private final Map<TopicPartition, Backoff> backoffs = new HashMap<>();
    private final Map<TopicPartition, Long> dueAt = new HashMap<>();

    /** It has failed; returns how long it is to wait now. */
    Duration failed(TopicPartition partition, long nowNanos) {
        Duration wait = backoffs.computeIfAbsent(partition, each -> new Backoff()).afterFailure();
        dueAt.put(partition, nowNanos + wait.toNanos());
        return wait;
    }

    /** Something of it was received. */
    void succeeded(TopicPartition partition) {
        backoffs.remove(partition);
    }

    /** They are received by somebody else. */
    void forget(Collection<TopicPartition> partitions) {
        backoffs.keySet().removeAll(partitions);
        dueAt.keySet().removeAll(partitions);
    }

    /** Those that must not be received yet. */
    Set<TopicPartition> waiting() {
        return dueAt.keySet();
    }

    /** Those that have waited long enough, and do not wait from here on. */
    Set<TopicPartition> due(long nowNanos) {
        Set<TopicPartition> due = new HashSet<>();
        dueAt.forEach(
                (partition, time) -> {
                    if (nowNanos - time >= 0) {
                        due.add(partition);
                    }
                });
        dueAt.keySet().removeAll(due);
        return due;
    }
}
