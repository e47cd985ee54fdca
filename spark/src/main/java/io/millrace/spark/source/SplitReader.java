package io.millrace.spark.source;

import io.millrace.format.RecordDecoder;
import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.RangeReader;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.record.RecordColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads one split into columns: the loop through which every record passes. */
final class SplitReader implements PartitionReader<ColumnarBatch> {

    private static final int BATCH_ROWS = 4_096;
    private static final long BATCH_BYTES = 4L << 20;

    private final RangeReader records;
    private final SplitReaderFactory plan;
    private final FieldVector[] vectors;
    private final ColumnarBatch batch;
    private final RecordColumn[] recordColumns;
    private final FieldVector[] valueVectors;
    private final RecordDecoder decoder;
    private final ScanMetrics.Counts counts = new ScanMetrics.Counts();

    SplitReader(Split split, SplitReaderFactory plan) {
        this.plan = plan;
        ReadColumns columns = plan.columns();
        this.vectors = new FieldVector[columns.columns().size()];
        List<RecordColumn> ofRecord = new ArrayList<>();
        List<FieldVector> ofValue = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            ReadColumns.Column column = columns.columns().get(i);
            vectors[i] =
                    ColumnTypes.newVector(
                            column.field().name(), column.field().dataType(), BATCH_ROWS);
            if (column.isValueField()) {
                ofValue.add(vectors[i]);
            } else {
                ofRecord.add(RecordColumn.of(column.recordField().field(), vectors[i]));
            }
        }
        this.recordColumns = ofRecord.toArray(RecordColumn[]::new);
        this.valueVectors = ofValue.toArray(FieldVector[]::new);
        this.decoder = valueVectors.length == 0 ? null : plan.decoding().newDecoder(valueVectors);
        this.batch = new ColumnarBatch(vectors.clone());
        this.records = new RangeReader(ConsumerPool.shared(), plan.fetch(), split.range());
    }

    @Override
    public boolean next() {
        for (FieldVector vector : vectors) {
            vector.reset();
        }
        int row = 0;
        long bytes = 0;
        while (row < BATCH_ROWS && bytes < BATCH_BYTES) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = records.next();
            if (record == null) {
                break;
            }
            for (RecordColumn column : recordColumns) {
                column.put(record, row);
            }
            if (decoder != null) {
                decode(record, row);
            }
            bytes +=
                    Math.max(0, record.serializedKeySize())
                            + Math.max(0, record.serializedValueSize());
            row++;
        }
        counts.add(row, bytes);
        batch.setNumRows(row);
        return row > 0;
    }

    private void decode(ConsumerRecord<ByteBuffer, ByteBuffer> record, int row) {
        ByteBuffer value = record.value();
        if (value == null) {
            for (FieldVector vector : valueVectors) {
                vector.putNull(row);
            }
            return;
        }
        int offset = value.arrayOffset() + value.position();
        RecordDecoder.Outcome outcome =
                decoder.decode(value.array(), offset, value.remaining(), row);
        if (outcome == RecordDecoder.Outcome.MALFORMED) {
            counts.addMalformed();
            if (plan.onMalformed() == MalformedPolicy.FAIL) {
                throw SourceError.MALFORMED_RECORD.exception(
                        record.offset(),
                        record.topic() + "-" + record.partition(),
                        plan.decoding().format().name().toLowerCase(Locale.ROOT),
                        decoder.problem());
            }
        }
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return counts.values();
    }

    @Override
    public void close() {
        records.close();
        for (ColumnVector vector : vectors) {
            vector.close();
        }
    }
}
