package io.millrace.kafka.position;

import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers where a position lies in partitions. */
public final class PositionLookup {

    private final OffsetLookup offsets;

    public PositionLookup(OffsetLookup offsets) {
        this.offsets = offsets;
    }

    /** Where the position lies in each partition, in the order of the partitions given. */
    public Map<TopicPartition, FoundOffset> find(
            Collection<TopicPartition> partitions, LogPosition position) {
        Map<TopicPartition, LogBounds> bounds = offsets.bounds(partitions);
        ToLongFunction<TopicPartition> wanted = wanted(bounds, position);
        Map<TopicPartition, FoundOffset> found = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            found.put(
                    partition,
                    new FoundOffset(wanted.applyAsLong(partition), bounds.get(partition)));
        }
        return found;
    }

    private ToLongFunction<TopicPartition> wanted(
            Map<TopicPartition, LogBounds> bounds, LogPosition position) {
        if (position instanceof LogPosition.Earliest) {
            return p -> bounds.get(p).first();
        }
        if (position instanceof LogPosition.AtOffset at) {
            return p -> at.offset();
        }
        if (position instanceof LogPosition.BeforeEnd back) {
            // A distance is at most what there is: going back too far is no surprise to anyone.
            return p -> Math.max(bounds.get(p).first(), bounds.get(p).end() - back.count());
        }
        if (position instanceof LogPosition.AtTime at) {
            Map<TopicPartition, Long> millis = new HashMap<>();
            bounds.keySet().forEach(p -> millis.put(p, at.time().toEpochMilli()));
            Map<TopicPartition, Long> found = offsets.atTimestamps(millis);
            return p -> found.get(p) < 0 ? bounds.get(p).end() : found.get(p);
        }
        return p -> bounds.get(p).end();
    }
}
