package io.millrace.kafka.offset;

import io.millrace.kafka.topic.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Turns the position a user asked for into offsets of the topics that are there. */
public final class PositionResolver {

    private static final long NONE = -1L;

    private final OffsetLookup lookup;

    public PositionResolver(OffsetLookup lookup) {
        this.lookup = lookup;
    }

    /** The offsets to begin at, one for every partition of the topics. */
    public StreamPosition start(StartingPosition position, SortedMap<String, Topic> topics) {
        Set<TopicPartition> partitions = partitions(topics);
        if (position instanceof StartingPosition.Explicit explicit) {
            requireAll("startingOffsets", partitions, explicit.offsets().keySet());
            requireWithin("startingOffsets", explicit.offsets());
            return position(topics, replaceMarkers(explicit.offsets()));
        }
        if (position instanceof StartingPosition.AtTimestamp at) {
            return startAt(everywhere(partitions, at.millis()), at.noMatch(), topics);
        }
        if (position instanceof StartingPosition.AtTimestamps at) {
            requireAll("startingOffsetsByTimestamp", partitions, at.millis().keySet());
            return startAt(at.millis(), at.noMatch(), topics);
        }
        if (position instanceof StartingPosition.Resumed resumed) {
            return position(topics, replaceMarkers(resume(resumed, partitions)));
        }
        Map<TopicPartition, LogBounds> bounds = lookup.bounds(partitions);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        boolean latest = position instanceof StartingPosition.Latest;
        bounds.forEach(
                (partition, log) -> offsets.put(partition, latest ? log.end() : log.first()));
        if (position instanceof StartingPosition.Committed committed) {
            Map<TopicPartition, Long> known = lookup.committed(committed.group());
            offsets.replaceAll((partition, first) -> known.getOrDefault(partition, first));
        }
        return position(topics, offsets);
    }

    private Map<TopicPartition, Long> resume(
            StartingPosition.Resumed resumed, Set<TopicPartition> partitions) {
        requireNoOther("starting offsets", partitions, resumed.offsets().keySet());
        requireWithin("starting offsets", resumed.offsets());
        Map<TopicPartition, Long> offsets = new HashMap<>(resumed.offsets());
        if (!offsets.keySet().containsAll(partitions)) {
            Map<TopicPartition, Long> committed =
                    resumed.group().map(lookup::committed).orElse(Map.of());
            for (TopicPartition partition : partitions) {
                Long known = committed.get(partition);
                offsets.computeIfAbsent(partition, p -> known == null ? reset(resumed, p) : known);
            }
        }
        return offsets;
    }

    private static long reset(StartingPosition.Resumed resumed, TopicPartition partition) {
        return switch (resumed.reset()) {
            case EARLIEST -> StartingPosition.EARLIEST;
            case LATEST -> StartingPosition.LATEST;
            case NONE ->
                    throw OffsetError.NO_OFFSET_TO_START_AT.exception(
                            partition, resumed.group().orElse(""));
        };
    }

    /** The offsets to stop before, one for every partition of the topics. */
    public StreamPosition end(EndingPosition position, SortedMap<String, Topic> topics) {
        Set<TopicPartition> partitions = partitions(topics);
        if (position instanceof EndingPosition.Explicit explicit) {
            requireAll("endingOffsets", partitions, explicit.offsets().keySet());
            requireWithin("endingOffsets", explicit.offsets());
            return position(topics, replaceMarkers(explicit.offsets()));
        }
        if (position instanceof EndingPosition.AtTimestamp at) {
            return endAt(everywhere(partitions, at.millis()), topics);
        }
        if (position instanceof EndingPosition.AtTimestamps at) {
            requireAll("endingOffsetsByTimestamp", partitions, at.millis().keySet());
            return endAt(at.millis(), topics);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        lookup.bounds(partitions).forEach((partition, log) -> offsets.put(partition, log.end()));
        return position(topics, offsets);
    }

    private StreamPosition startAt(
            Map<TopicPartition, Long> millis,
            StartingPosition.NoMatch noMatch,
            SortedMap<String, Topic> topics) {
        Map<TopicPartition, Long> offsets = new HashMap<>(lookup.atTimestamps(millis));
        offsets.forEach(
                (partition, offset) -> {
                    if (offset == NONE && noMatch == StartingPosition.NoMatch.ERROR) {
                        throw OffsetError.NO_RECORD_AT_TIMESTAMP.exception(
                                millis.get(partition), partition);
                    }
                });
        return position(topics, replaceMarkers(offsets));
    }

    private StreamPosition endAt(
            Map<TopicPartition, Long> millis, SortedMap<String, Topic> topics) {
        return position(topics, replaceMarkers(lookup.atTimestamps(millis)));
    }

    /** Replaces LATEST (which is also how the cluster says "no such record") and EARLIEST. */
    private Map<TopicPartition, Long> replaceMarkers(Map<TopicPartition, Long> offsets) {
        Set<TopicPartition> marked = new HashSet<>();
        offsets.forEach(
                (partition, offset) -> {
                    if (offset < 0) {
                        marked.add(partition);
                    }
                });
        Map<TopicPartition, LogBounds> bounds = lookup.bounds(marked);
        Map<TopicPartition, Long> resolved = new HashMap<>(offsets);
        bounds.forEach(
                (partition, log) ->
                        resolved.put(
                                partition,
                                offsets.get(partition) == StartingPosition.EARLIEST
                                        ? log.first()
                                        : log.end()));
        return resolved;
    }

    private static Map<TopicPartition, Long> everywhere(
            Set<TopicPartition> partitions, long value) {
        Map<TopicPartition, Long> values = new HashMap<>();
        partitions.forEach(partition -> values.put(partition, value));
        return values;
    }

    /** What lies beyond the end would be waited for in vain, or taken for lost. */
    private void requireWithin(String option, Map<TopicPartition, Long> offsets) {
        lookup.bounds(offsets.keySet())
                .forEach(
                        (partition, log) -> {
                            if (offsets.get(partition) > log.end()) {
                                throw OffsetError.POSITION_BEYOND_END.exception(
                                        option, partition, log.end(), offsets.get(partition));
                            }
                        });
    }

    private static void requireAll(
            String option, Set<TopicPartition> read, Collection<TopicPartition> given) {
        Set<TopicPartition> missing = new HashSet<>(read);
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw OffsetError.POSITION_INCOMPLETE.exception(option, "it lacks " + names(missing));
        }
        requireNoOther(option, read, given);
    }

    private static void requireNoOther(
            String option, Set<TopicPartition> read, Collection<TopicPartition> given) {
        Set<TopicPartition> surplus = new HashSet<>(given);
        surplus.removeAll(read);
        if (!surplus.isEmpty()) {
            throw OffsetError.POSITION_INCOMPLETE.exception(
                    option, "it names " + names(surplus) + ", which is not read");
        }
    }

    private static String names(Set<TopicPartition> partitions) {
        return String.join(
                ", ", partitions.stream().map(TopicPartition::toString).sorted().toList());
    }

    private static Set<TopicPartition> partitions(SortedMap<String, Topic> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(
                (name, topic) ->
                        topic.partitions()
                                .forEach(n -> partitions.add(new TopicPartition(name, n))));
        return partitions;
    }

    private static StreamPosition position(
            SortedMap<String, Topic> topics, Map<TopicPartition, Long> offsets) {
        TreeMap<String, TopicPosition> positions = new TreeMap<>();
        topics.forEach(
                (name, topic) -> {
                    TreeMap<Integer, Long> next = new TreeMap<>();
                    topic.partitions()
                            .forEach(n -> next.put(n, offsets.get(new TopicPartition(name, n))));
                    positions.put(name, new TopicPosition(topic.id(), next));
                });
        return new StreamPosition(positions);
    }
}
