package io.millrace.kafka.fetch;

import io.millrace.kafka.plan.OffsetRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps the consumers of real-time tasks warm over the moment between two batches. Consumers nobody
 * asks for are closed after a while. Thread-safe.
 */
public final class TailConsumerPool {

    private static final TailConsumerPool SHARED = new TailConsumerPool(Duration.ofMinutes(1));

    /** A topic that was created again is another, with other records at the same offsets. */
    private record Key(FetchSettings settings, Map<TopicPartition, String> topicIds) {

        static Key of(FetchSettings settings, List<OffsetRange> from) {
            Map<TopicPartition, String> topicIds = new HashMap<>();
            from.forEach(range -> topicIds.put(range.partition(), range.topicId()));
            return new Key(settings, topicIds);
        }
    }

    private final Map<Key, TailConsumer> idle = new HashMap<>();
    private final long idleNanos;

    TailConsumerPool(Duration idleLimit) {
        this.idleNanos = idleLimit.toNanos();
        ScheduledExecutorService sweeper =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "millrace-tail-consumer-sweeper");
                            thread.setDaemon(true);
                            return thread;
                        });
        long period = Math.max(1, idleNanos / 4);
        sweeper.scheduleWithFixedDelay(this::closeIdle, period, period, TimeUnit.NANOSECONDS);
    }

    /** The pool of this process. */
    public static TailConsumerPool shared() {
        return SHARED;
    }

    /** Takes a consumer of these partitions that goes on from the begin of the ranges. */
    TailConsumer take(FetchSettings settings, List<OffsetRange> from) {
        TailConsumer consumer;
        synchronized (idle) {
            consumer = idle.remove(Key.of(settings, from));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        from.forEach(range -> offsets.put(range.partition(), range.from()));
        if (consumer == null) {
            consumer = new TailConsumer(settings, offsets.keySet());
        }
        consumer.seek(offsets);
        return consumer;
    }

    /** Gives a healthy consumer back; of two for the same partitions one is kept. */
    void giveBack(FetchSettings settings, List<OffsetRange> from, TailConsumer consumer) {
        consumer.markIdle(System.nanoTime());
        TailConsumer other;
        synchronized (idle) {
            other = idle.put(Key.of(settings, from), consumer);
        }
        if (other != null) {
            other.close();
        }
    }

    private void closeIdle() {
        List<TailConsumer> expired = new ArrayList<>();
        synchronized (idle) {
            Set<Key> old = new HashSet<>();
            idle.forEach(
                    (key, consumer) -> {
                        if (System.nanoTime() - consumer.idleSince() > idleNanos) {
                            old.add(key);
                            expired.add(consumer);
                        }
                    });
            idle.keySet().removeAll(old);
        }
        expired.forEach(TailConsumer::close);
    }
}
