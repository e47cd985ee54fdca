package io.millrace.kafka.topic;

import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * A topic as it is now. The id tells it from another topic of the same name, before or after it.
 *
 * @param partitions the numbers of the partitions that the reader reads
 */
public record Topic(String name, Uuid id, SortedSet<Integer> partitions) {

    public Topic {
        partitions = new TreeSet<>(partitions);
    }
}
