package io.millrace.kafka.offset;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * How far one topic has been read.
 *
 * @param topicId which topic of that name; {@link Uuid#ZERO_UUID} where the broker gives no ids
 * @param next the next offset to read, by partition
 * @param begin where reading began, by partition, if the topic was new to a running stream; empty
 *     if the stream began with it, or if an older version wrote the position
 */
public record TopicPosition(
        Uuid topicId, SortedMap<Integer, Long> next, SortedMap<Integer, Long> begin)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public TopicPosition {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
        begin = Collections.unmodifiableSortedMap(new TreeMap<>(begin));
    }

    /** A position in a topic with which the stream began. */
    public TopicPosition(Uuid topicId, SortedMap<Integer, Long> next) {
        this(topicId, next, Collections.emptySortedMap());
    }
}
