package io.millrace.spark.source;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.RangeReader;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.spark.deadletter.RecordLetters;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads one split into columns: the loop through which every record passes. */
final class SplitReader implements PartitionReader<ColumnarBatch> {

    private static final int BATCH_ROWS = 4_096;
    private static final long BATCH_BYTES = 4L << 20;

    private final RangeReader records;
    private final RecordRows rows;
    private final SplitReport report;
    private final RecordLetters letters;
    private final long until;
    private ColumnarBatch batch;

    SplitReader(Split split, SplitReaderFactory plan) {
        this.letters = plan.letters(split);
        this.until = split.range().until();
        this.rows = new RecordRows(plan, BATCH_ROWS, letters);
        this.records = new RangeReader(ConsumerPool.shared(), plan.fetch(), split.range());
        this.report = new SplitReport(split, plan.reports());
    }

    /** A batch may be without rows where all of many records were skipped: Spark is in between. */
    @Override
    public boolean next() {
        rows.reset();
        int row = 0;
        long scanned = 0;
        long bytes = 0;
        long lastOffset = -1;
        long lastTimestamp = -1;
        while (row < BATCH_ROWS && bytes < BATCH_BYTES) {
            FetchedRecord record = records.next();
            if (record == null) {
                break;
            }
            if (rows.put(record, row)) {
                row++;
            }
            scanned++;
            bytes += record.bytes();
            lastOffset = record.offset();
            lastTimestamp = record.timestamp();
        }
        Failpoint.SOURCE_TASK_READING.pass();
        report.read(scanned, bytes, lastOffset, lastTimestamp);
        rows.count(scanned, bytes);
        if (scanned == 0) {
            letters.complete(until);
        } else {
            letters.readUpTo(lastOffset + 1, scanned);
        }
        batch = rows.batch(row);
        return scanned > 0;
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return rows.metrics();
    }

    @Override
    public void close() {
        try {
            letters.close();
        } finally {
            report.close();
            records.close();
            rows.close();
        }
    }
}
