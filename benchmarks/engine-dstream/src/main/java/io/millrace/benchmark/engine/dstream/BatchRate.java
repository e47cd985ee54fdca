package io.millrace.benchmark.engine.dstream;

import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.dstream.PerPartitionConfig;
import org.apache.kafka.common.TopicPartition;

/** The rate at which a batch has as many records as was asked for, dealt to all partitions. */
final class BatchRate extends PerPartitionConfig {

    private static final long serialVersionUID = 1L;

    private static final long NO_LIMIT = 0;
    private static final int PARTITIONS = 4;

    private final long recordsPerSecond;

    BatchRate(RunRequest request, long batchMillis) {
        Long records = request.batchRecords();
        this.recordsPerSecond =
                records == null
                        ? NO_LIMIT
                        : Math.max(1, records * 1_000 / batchMillis / PARTITIONS);
    }

    @Override
    public long maxRatePerPartition(TopicPartition partition) {
        return recordsPerSecond;
    }
}
