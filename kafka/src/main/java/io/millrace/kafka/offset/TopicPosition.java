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
 */
public record TopicPosition(Uuid topicId, SortedMap<Integer, Long> next) implements Serializable {

    private static final long serialVersionUID = 1L;

    public TopicPosition {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }
}
