package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets of one partition. Not every offset need carry a record.
 *
 * @param fromOffset the first offset
 * @param untilOffset the offset after the last
 */
@PublicApi
public record OffsetRange(String topic, int partition, long fromOffset, long untilOffset)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public static OffsetRange create(
            String topic, int partition, long fromOffset, long untilOffset) {
        return new OffsetRange(topic, partition, fromOffset, untilOffset);
    }

    public static OffsetRange create(
            TopicPartition topicPartition, long fromOffset, long untilOffset) {
        return new OffsetRange(
                topicPartition.topic(), topicPartition.partition(), fromOffset, untilOffset);
    }

    /** For Scala: the same as {@link #create(String, int, long, long)}. */
    public static OffsetRange apply(
            String topic, int partition, long fromOffset, long untilOffset) {
        return create(topic, partition, fromOffset, untilOffset);
    }

    /** For Scala: the same as {@link #create(TopicPartition, long, long)}. */
    public static OffsetRange apply(
            TopicPartition topicPartition, long fromOffset, long untilOffset) {
        return create(topicPartition, fromOffset, untilOffset);
    }

    static OffsetRange of(io.millrace.kafka.plan.OffsetRange range) {
        return create(range.partition(), range.from(), range.until());
    }

    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** How many offsets there are, which is at least the number of records. */
    public long count() {
        return untilOffset - fromOffset;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "[" + fromOffset + ", " + untilOffset + ")";
    }
}
