package io.millrace.kafka.plan;

import io.millrace.kafka.topic.Topic;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What was to be seen of the selected topics at one time.
 *
 * @param topics by name
 * @param firsts the first offset that each partition still holds
 */
record TopicSight(SortedMap<String, Topic> topics, Map<TopicPartition, Long> firsts) {

    Set<TopicPartition> partitions() {
        return partitions(topics);
    }

    static Set<TopicPartition> partitions(SortedMap<String, Topic> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(
                (name, topic) ->
                        topic.partitions()
                                .forEach(n -> partitions.add(new TopicPartition(name, n))));
        return partitions;
    }
}
