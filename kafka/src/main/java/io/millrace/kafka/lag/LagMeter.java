package io.millrace.kafka.lag;

import io.millrace.kafka.offset.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how far a reader is behind, by the ends of partitions as they are looked up anyway and by
 * the timestamps of what was read last. The ends are those the reader can reach: under
 * read_committed the last stable offset. Not thread-safe.
 */
public final class LagMeter {

    private final InstantSource clock;
    private final Map<TopicPartition, Arrivals> arrivals = new HashMap<>();
    private final Map<TopicPartition, Instant> lastRead = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    public LagMeter(InstantSource clock) {
        this.clock = clock;
    }

    /** Partitions end there now. */
    public void saw(StreamPosition available) {
        Instant now = clock.instant();
        ends = available.byPartition();
        ends.forEach(
                (partition, end) ->
                        arrivals.computeIfAbsent(partition, p -> new Arrivals()).saw(end, now));
        arrivals.keySet().retainAll(ends.keySet());
        lastRead.keySet().retainAll(ends.keySet());
    }

    /** The timestamp of the last record that was read of a partition. */
    public void read(TopicPartition partition, Instant timestamp) {
        lastRead.put(partition, timestamp);
    }

    /**
     * The lag behind what was last seen, in the order of topics and partitions. How long a record
     * has been waiting is known from when its offset was first seen; for one that was there before
     * this reader began, it is taken from the timestamp of the record read before it.
     */
    public Map<TopicPartition, PartitionLag> behind(StreamPosition read) {
        Instant now = clock.instant();
        Map<TopicPartition, PartitionLag> lags = new LinkedHashMap<>();
        ends.forEach(
                (partition, end) -> {
                    long next = read.next(partition).orElse(0);
                    Duration time = Duration.ZERO;
                    if (next < end) {
                        arrivals.get(partition).forgetBefore(next);
                        Duration waited =
                                Optional.of(arrivals.get(partition))
                                        .flatMap(a -> a.of(next))
                                        .or(() -> Optional.ofNullable(lastRead.get(partition)))
                                        .map(since -> Duration.between(since, now))
                                        .orElse(Duration.ZERO);
                        time = waited.isNegative() ? Duration.ZERO : waited;
                    }
                    lags.put(partition, new PartitionLag(Math.max(0, end - next), time));
                });
        return lags;
    }
}
