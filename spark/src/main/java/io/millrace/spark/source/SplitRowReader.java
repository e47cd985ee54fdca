package io.millrace.spark.source;

import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.RangeReader;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.spark.deadletter.RecordLetters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads one split row by row. What a row holds is valid until the next one. */
final class SplitRowReader implements PartitionReader<InternalRow> {

    private final RangeReader records;
    private final RecordRows rows;
    private final SplitReport report;
    private final RecordLetters letters;
    private final long until;

    SplitRowReader(Split split, SplitReaderFactory plan) {
        this.letters = plan.letters(split);
        this.until = split.range().until();
        this.rows = new RecordRows(plan, 1, letters);
        this.records = new RangeReader(ConsumerPool.shared(), plan.fetch(), split.range());
        this.report = new SplitReport(split, plan.reports());
    }

    @Override
    public boolean next() {
        while (true) {
            FetchedRecord record = records.next();
            if (record == null) {
                letters.complete(until);
                return false;
            }
            rows.reset();
            rows.count(1, record.bytes());
            report.read(1, record.bytes(), record.offset(), record.timestamp());
            boolean wanted = rows.put(record, 0);
            letters.readUpTo(record.offset() + 1, 1);
            if (wanted) {
                return true;
            }
        }
    }

    @Override
    public InternalRow get() {
        return rows.batch(1).getRow(0);
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
