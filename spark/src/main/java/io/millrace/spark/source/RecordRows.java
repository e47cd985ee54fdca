package io.millrace.spark.source;

import io.millrace.format.RecordDecoder;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.record.RecordColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes rows of records, in columns that are filled again and again. The one place where records
 * are decoded, whether they are asked for by the thousand or one by one. Not thread-safe.
 */
final class RecordRows implements AutoCloseable {

    private final SplitReaderFactory plan;
    private final FieldVector[] vectors;
    private final ColumnarBatch batch;
    private final RecordColumn[] recordColumns;
    private final FieldVector[] valueVectors;
    private final RecordDecoder decoder;
    private final ScanMetrics.Counts counts = new ScanMetrics.Counts();

    /**
     * @param capacity how many rows there is room for
     */
    RecordRows(SplitReaderFactory plan, int capacity) {
        this.plan = plan;
        ReadColumns columns = plan.columns();
        this.vectors = new FieldVector[columns.columns().size()];
        List<RecordColumn> ofRecord = new ArrayList<>();
        List<FieldVector> ofValue = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            ReadColumns.Column column = columns.columns().get(i);
            vectors[i] =
                    ColumnTypes.newVector(
                            column.field().name(), column.field().dataType(), capacity);
            if (column.isValueField()) {
                ofValue.add(vectors[i]);
            } else {
                ofRecord.add(RecordColumn.of(column.recordField().field(), vectors[i]));
            }
        }
        this.recordColumns = ofRecord.toArray(RecordColumn[]::new);
        this.valueVectors = ofValue.toArray(FieldVector[]::new);
        this.decoder =
                valueVectors.length == 0
                        ? null
                        : plan.decoding().newDecoder(columns.valueSchema(), valueVectors);
        this.batch = new ColumnarBatch(vectors.clone());
    }

    /** Forgets all rows. */
    void reset() {
        for (FieldVector vector : vectors) {
            vector.reset();
        }
    }

    /** Decodes a record into a row. */
    void put(ConsumerRecord<ByteBuffer, ByteBuffer> record, int row) {
        for (RecordColumn column : recordColumns) {
            column.put(record, row);
        }
        if (decoder != null) {
            decode(record, row);
        }
    }

    /** The columns, with so many rows. */
    ColumnarBatch batch(int rows) {
        batch.setNumRows(rows);
        return batch;
    }

    ScanMetrics.Counts counts() {
        return counts;
    }

    CustomTaskMetric[] metrics() {
        return counts.values();
    }

    /** How many bytes of a record count against the limits of a batch. */
    static long bytesOf(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
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
                        plan.columns().format().name().toLowerCase(Locale.ROOT),
                        decoder.problem());
            }
        }
    }

    @Override
    public void close() {
        for (FieldVector vector : vectors) {
            vector.close();
        }
    }
}
