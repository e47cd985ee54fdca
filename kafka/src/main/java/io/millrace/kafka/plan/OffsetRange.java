package io.millrace.kafka.plan;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition, from an offset (inclusive) until another (exclusive). Not every offset
 * in between need carry a record.
 */
public record OffsetRange(TopicPartition partition, long from, long until) implements Serializable {

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
