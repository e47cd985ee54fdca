package io.millrace.kafka.offset;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a stream has been read: the next offset of every partition, and which topics they are.
 */
public record StreamPosition(SortedMap<String, TopicPosition> topics) implements Serializable {

    private static final long serialVersionUID = 1L;

    public StreamPosition {
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
    }

    /** The next offset of a partition, if it is part of the stream. */
    public OptionalLong next(TopicPartition partition) {
        TopicPosition topic = topics.get(partition.topic());
        Long offset = topic == null ? null : topic.next().get(partition.partition());
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** The same, flat, in the order of topic and partition. */
    public Map<TopicPartition, Long> byPartition() {
        Map<TopicPartition, Long> flat = new LinkedHashMap<>();
        topics.forEach(
                (name, topic) ->
                        topic.next()
                                .forEach(
                                        (partition, offset) ->
                                                flat.put(
                                                        new TopicPartition(name, partition),
                                                        offset)));
        return flat;
    }
}
