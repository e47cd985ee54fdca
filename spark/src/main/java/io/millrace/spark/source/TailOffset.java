package io.millrace.spark.source;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;

/**
 * How far one task of a real-time batch has come, as it tells the driver when the batch ends.
 *
 * @param next the next offset of each partition
 * @param started whether the task ran while the batch did; one that had to wait for a slot until it
 *     was over has read nothing
 * @param ages how old records were when they were handed to the query
 */
record TailOffset(Map<TopicPartition, Long> next, boolean started, RecordAges ages)
        implements PartitionOffset {

    private static final long serialVersionUID = 1L;

    TailOffset {
        next = Map.copyOf(next);
    }
}
