package io.millrace.kafka.plan;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition, from an offset (inclusive) until another (exclusive). Not every offset
 * in between need carry a record.
 *
 * @param topicId which topic of that name, as text: tasks get ranges by Java serialization, which
 *     Kafka's own type does not know
 */
public record OffsetRange(TopicPartition partition, String topicId, long from, long until)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many offsets the range spans, which is at least the number of its records. */
    public long size() {
        return until - from;
    }

    @Override
    public String toString() {
        return partition + "[" + from + ", " + until + ")";
    }
}
