package io.millrace.spark.source;

import io.millrace.kafka.offset.EndingPosition;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.SplitPlanner;
import io.millrace.kafka.plan.StreamPlanner;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** A read from one position to another, planned once. */
record MillraceBatch(
        SourceSettings settings,
        StartingPosition start,
        EndingPosition end,
        SplitReaderFactory readerFactory)
        implements Batch {

    @Override
    public InputPartition[] planInputPartitions() {
        try (StreamPlanner planner = settings.openPlanner()) {
            List<OffsetRange> ranges = pruning().prune(planner.ranges(start, end));
            List<OffsetRange> splits =
                    SplitPlanner.split(
                            ranges, settings.minPartitions(), settings.maxRecordsPerPartition());
            Map<OffsetRange, Split> numbered = Split.number(splits);
            return splits.stream().map(numbered::get).toArray(InputPartition[]::new);
        }
    }

    private RangePruning pruning() {
        return new RangePruning(readerFactory.filter(), readerFactory.columns());
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return readerFactory;
    }
}
