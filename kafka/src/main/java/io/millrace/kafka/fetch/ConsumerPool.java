package io.millrace.kafka.fetch;

import io.millrace.kafka.plan.OffsetRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps consumers warm from one batch to the next. A consumer that stands where a task begins is
 * preferred, so that a stream which reads on needs no seek and loses nothing it had fetched ahead.
 * Consumers nobody asks for are closed after a while. Thread-safe.
 */
public final class ConsumerPool {

    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
    private static final ConsumerPool SHARED = new ConsumerPool(IDLE_LIMIT);

    /** A topic that was created again is another, with other records at the same offsets. */
    private record Key(FetchSettings settings, TopicPartition partition, String topicId) {}

    private final Map<Key, Deque<PartitionConsumer>> idle = new HashMap<>();
    private final long idleNanos;

    ConsumerPool(Duration idleLimit) {
        this.idleNanos = idleLimit.toNanos();
        ScheduledExecutorService sweeper =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "millrace-consumer-sweeper");
                            thread.setDaemon(true);
                            return thread;
                        });
        long period = Math.max(1, idleNanos / 4);
        sweeper.scheduleWithFixedDelay(
                () -> closeIdleSince(System.nanoTime() - idleNanos),
                period,
                period,
                TimeUnit.NANOSECONDS);
    }

    /** The pool of this process. */
    public static ConsumerPool shared() {
        return SHARED;
    }

    /** Takes a consumer that stands where the range begins, moving or making one if none does. */
    PartitionConsumer take(FetchSettings settings, OffsetRange range) {
        Key key = new Key(settings, range.partition(), range.topicId());
        PartitionConsumer consumer = takeIdle(key, range.from());
        if (consumer == null) {
            consumer = new PartitionConsumer(settings, range.partition(), range.topicId());
        }
        consumer.seek(range.from());
        return consumer;
    }

    /** Gives a healthy consumer back. */
    void giveBack(PartitionConsumer consumer) {
        consumer.markIdle(System.nanoTime());
        synchronized (idle) {
            idle.computeIfAbsent(
                            new Key(consumer.settings(), consumer.partition(), consumer.topicId()),
                            key -> new ArrayDeque<>())
                    .addLast(consumer);
        }
    }

    /** Closes every consumer that nobody uses now. */
    public void closeIdle() {
        closeIdleSince(Long.MAX_VALUE);
    }

    private PartitionConsumer takeIdle(Key key, long offset) {
        synchronized (idle) {
            Deque<PartitionConsumer> candidates = idle.get(key);
            if (candidates == null || candidates.isEmpty()) {
                return null;
            }
            for (Iterator<PartitionConsumer> i = candidates.iterator(); i.hasNext(); ) {
                PartitionConsumer candidate = i.next();
                if (candidate.standsAt(offset)) {
                    i.remove();
                    return candidate;
                }
            }
            return candidates.removeFirst();
        }
    }

    private void closeIdleSince(long nanoTime) {
        List<PartitionConsumer> expired = new ArrayList<>();
        synchronized (idle) {
            for (Deque<PartitionConsumer> candidates : idle.values()) {
                candidates.removeIf(
                        consumer -> {
                            boolean old =
                                    nanoTime == Long.MAX_VALUE
                                            || consumer.idleSince() - nanoTime < 0;
                            return old && expired.add(consumer);
                        });
            }
            idle.values().removeIf(Deque::isEmpty);
        }
        expired.forEach(PartitionConsumer::close);
    }
}
