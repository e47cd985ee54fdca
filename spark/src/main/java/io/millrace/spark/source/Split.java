package io.millrace.spark.source;

import io.millrace.kafka.plan.OffsetRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Records of one partition that a task reads.
 *
 * @param part which of the splits of its partition in this batch, from 0
 */
record Split(OffsetRange range, int part) implements InputPartition {

    private static final long serialVersionUID = 1L;

    /** All splits of a batch, numbered within each partition in their order. */
    static Map<OffsetRange, Split> number(List<OffsetRange> ranges) {
        Map<TopicPartition, Integer> next = new HashMap<>();
        Map<OffsetRange, Split> splits = new HashMap<>();
        for (OffsetRange range : ranges) {
            int part = next.merge(range.partition(), 1, Integer::sum) - 1;
            splits.put(range, new Split(range, part));
        }
        return splits;
    }

    /** All that one task reads. */
    static InputPartition forTask(List<Split> splits) {
        return splits.size() == 1 ? splits.get(0) : new SplitGroup(splits);
    }
}
