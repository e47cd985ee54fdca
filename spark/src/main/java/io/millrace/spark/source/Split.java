package io.millrace.spark.source;

import io.millrace.kafka.plan.OffsetRange;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** Records of one partition that a task reads. */
record Split(OffsetRange range) implements InputPartition {

    private static final long serialVersionUID = 1L;

    /** All that one task reads. */
    static InputPartition forTask(List<OffsetRange> ranges) {
        return ranges.size() == 1
                ? new Split(ranges.get(0))
                : new SplitGroup(ranges.stream().map(Split::new).toList());
    }
}
