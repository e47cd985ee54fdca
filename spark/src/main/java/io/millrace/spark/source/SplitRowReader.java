package io.millrace.spark.source;

import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.RangeReader;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads one split row by row. What a row holds is valid until the next one. */
final class SplitRowReader implements PartitionReader<InternalRow> {

    private final RangeReader records;
    private final RecordRows rows;
    private final SplitReport report;

    SplitRowReader(Split split, SplitReaderFactory plan) {
        this.rows = new RecordRows(plan, 1);
        this.records = new RangeReader(ConsumerPool.shared(), plan.fetch(), split.range());
        this.report = new SplitReport(split, plan.reports());
    }

    @Override
    public boolean next() {
        while (true) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.next();
            if (record == null) {
                return false;
            }
            rows.reset();
            rows.count(1, RecordRows.bytesOf(record));
            report.read(1, RecordRows.bytesOf(record), record);
            if (rows.put(record, 0)) {
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
        report.close();
        records.close();
        rows.close();
    }
}
