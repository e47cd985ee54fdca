package io.millrace.spark.source;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Adds up what one task reads, to report it when the task ends. */
final class SplitReport implements AutoCloseable {

    private final TopicPartition partition;
    private final Optional<ReadReports> reports;
    private long records;
    private long bytes;
    private long last = -1;
    private long timestamp;

    /**
     * @param reports where to; empty where nobody asks
     */
    SplitReport(Split split, Optional<ReadReports> reports) {
        this.partition = split.range().partition();
        this.reports = reports;
    }

    /**
     * So many more records were read, if any.
     *
     * @param offset of the last of them
     * @param time when that was written, in milliseconds
     */
    void read(long moreRecords, long moreBytes, long offset, long time) {
        if (moreRecords > 0) {
            records += moreRecords;
            bytes += moreBytes;
            last = offset;
            timestamp = time;
        }
    }

    @Override
    public void close() {
        if (records > 0) {
            reports.ifPresent(
                    all ->
                            all.add(
                                    new ReadReports.Report(
                                            partition, records, bytes, last, timestamp)));
            records = 0;
        }
    }
}
