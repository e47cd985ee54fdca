package io.millrace.dstream;

import io.millrace.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits offsets to a consumer group, one commit at a time; what comes meanwhile goes together
 * with the next. Nobody waits for it but who closes it. Thread-safe.
 */
final class CommitQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final Admin admin;
    private final String group;
    private final Duration patience;
    private Map<TopicPartition, OffsetAndMetadata> waiting = new HashMap<>();
    private List<OffsetCommitCallback> callbacks = new ArrayList<>();
    private boolean underway;
    private boolean closed;

    /**
     * @param patience how long closing waits for the last commits
     */
    CommitQueue(KafkaConnection connection, String group, Duration patience) {
        this.admin = connection.openAdmin();
        this.group = group;
        this.patience = patience;
    }

    /**
     * Commits the ends of these ranges; the callback may be null. After the close it is told that
     * this cannot be done: the batch may be written all the same.
     */
    void commit(OffsetRange[] ranges, OffsetCommitCallback callback) {
        if (!enqueue(ranges, callback)) {
            refuse(group, ranges, callback);
        }
        sendNext();
    }

    /** Tells that a context has been stopped before these ranges were handed over. */
    static void refuse(String group, OffsetRange[] ranges, OffsetCommitCallback callback) {
        Exception reason =
                DStreamError.COMMIT_IMPOSSIBLE.exception(
                        "its context has been stopped", "Commit before that");
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        add(ranges, offsets);
        if (callback == null) {
            LOG.warn("Cannot commit {} to group '{}': {}", offsets, group, reason.toString());
            return;
        }
        tell(group, callback, offsets, reason);
    }

    private synchronized boolean enqueue(OffsetRange[] ranges, OffsetCommitCallback callback) {
        if (!closed) {
            add(ranges, waiting);
            callbacks.add(callback == null ? this::warn : callback);
        }
        return !closed;
    }

    private static void add(OffsetRange[] ranges, Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (OffsetRange range : ranges) {
            offsets.merge(
                    range.topicPartition(),
                    new OffsetAndMetadata(range.untilOffset()),
                    (a, b) -> a.offset() >= b.offset() ? a : b);
        }
    }

    private static void tell(
            String group,
            OffsetCommitCallback callback,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Exception failure) {
        try {
            callback.onComplete(offsets, failure);
        } catch (RuntimeException e) {
            LOG.warn("A callback for offsets committed to group '{}' failed", group, e);
        }
    }

    private void sendNext() {
        Map<TopicPartition, OffsetAndMetadata> offsets;
        List<OffsetCommitCallback> told;
        synchronized (this) {
            if (underway || callbacks.isEmpty()) {
                notifyAll();
                return;
            }
            underway = true;
            offsets = waiting;
            told = callbacks;
            waiting = new HashMap<>();
            callbacks = new ArrayList<>();
        }
        try {
            admin.alterConsumerGroupOffsets(group, offsets)
                    .all()
                    .whenComplete((nothing, failure) -> answered(offsets, told, failure));
        } catch (KafkaException e) {
            answered(offsets, told, e);
        }
    }

    private void answered(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            List<OffsetCommitCallback> told,
            Throwable failure) {
        for (OffsetCommitCallback callback : told) {
            tell(group, callback, offsets, exception(failure));
        }
        synchronized (this) {
            underway = false;
        }
        sendNext();
    }

    private static Exception exception(Throwable failure) {
        return failure == null || failure instanceof Exception
                ? (Exception) failure
                : new KafkaException(failure);
    }

    private void warn(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
        if (failure != null) {
            LOG.warn("Cannot commit {} to group '{}': {}", offsets, group, failure.toString());
        }
    }

    /** Returns when everything has been committed, or the patience is over. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            closed = true;
            try {
                for (long left = patience.toMillis();
                        (underway || !callbacks.isEmpty()) && left > 0;
                        left = (deadline - System.nanoTime()) / 1_000_000) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (underway || !callbacks.isEmpty()) {
                LOG.warn(
                        "Stopped before all offsets were committed to group '{}': Kafka did not"
                                + " answer within {}",
                        group,
                        patience);
            }
        }
        admin.close(Duration.ZERO);
    }
}
