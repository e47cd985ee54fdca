package io.millrace.spark.source;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
     * So many more records were read.
     *
     * @param record the last of them, or null if there are none
     */
    void read(long moreRecords, long moreBytes, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        records += moreRecords;
        bytes += moreBytes;
        if (record != null) {
            last = record.offset();
            timestamp = record.timestamp();
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
