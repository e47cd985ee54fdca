package io.millrace.spark.source;

import io.millrace.format.RecordDecoder;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.format.predicate.RowPredicate.And;
import io.millrace.format.predicate.RowTest;
import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.deadletter.RecordLetters;
import io.millrace.spark.record.RecordColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Makes rows of records, in columns that are filled again and again. The one place where records
 * are decoded, whether they are asked for by the thousand or one by one. Not thread-safe.
 */
final class RecordRows implements AutoCloseable {

    private final SplitReaderFactory plan;
    private final RecordLetters letters;
    private final FieldVector[] vectors;
    private final ColumnarBatch batch;
    private final RecordColumn[] testedColumns;
    private final RecordColumn[] recordColumns;
    private final FieldVector[] valueVectors;
    private final RecordDecoder decoder;
    private final RowTest ofRecord;
    private final RowTest ofValue;
    private final RowTest ofBoth;
    private final ScanMetrics.Counts counts = new ScanMetrics.Counts();

    /**
     * @param capacity how many rows there is room for
     * @param letters takes records that cannot be decoded, where such is the policy
     */
    RecordRows(SplitReaderFactory plan, int capacity, RecordLetters letters) {
        this.plan = plan;
        this.letters = letters;
        ReadColumns columns = plan.columns();
        this.vectors = new FieldVector[columns.columns().size()];
        Set<String> tested = new And(plan.filter().ofRecord()).roots();
        List<RecordColumn> first = new ArrayList<>();
        List<RecordColumn> then = new ArrayList<>();
        List<FieldVector> values = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            ReadColumns.Column column = columns.columns().get(i);
            vectors[i] =
                    ColumnTypes.newVector(
                            column.field().name(), column.field().dataType(), capacity);
            if (column.isValueField()) {
                values.add(vectors[i]);
            } else {
                (tested.contains(column.field().name()) ? first : then)
                        .add(RecordColumn.of(column.recordField().field(), vectors[i]));
            }
        }
        this.testedColumns = first.toArray(RecordColumn[]::new);
        this.recordColumns = then.toArray(RecordColumn[]::new);
        this.valueVectors = values.toArray(FieldVector[]::new);
        this.decoder =
                valueVectors.length == 0
                        ? null
                        : plan.decoding()
                                .newDecoder(
                                        columns.valueSchema(), valueVectors, plan.valuesWanted());
        this.ofRecord = test(plan.filter().ofRecord());
        this.ofValue = test(plan.filter().ofValue());
        this.ofBoth = test(plan.filter().ofBoth());
        this.batch = new ColumnarBatch(vectors.clone());
    }

    /** A test of rows, or null where all pass. */
    private RowTest test(List<RowPredicate> conjuncts) {
        return conjuncts.isEmpty()
                ? null
                : RowTest.of(
                        new And(conjuncts),
                        ColumnTypes.structType(plan.columns().schema()),
                        vectors);
    }

    /** Forgets all rows. */
    void reset() {
        for (FieldVector vector : vectors) {
            vector.reset();
        }
    }

    /**
     * Decodes a record into a row.
     *
     * @return whether the row is wanted; if not, another record may be put at the same row
     */
    boolean put(FetchedRecord record, int row) {
        boolean wanted = putIfWanted(record, row);
        if (!wanted) {
            counts.addLeftOut();
        }
        return wanted;
    }

    private boolean putIfWanted(FetchedRecord record, int row) {
        for (RecordColumn column : testedColumns) {
            column.put(record, row);
        }
        if (ofRecord != null && !ofRecord.passes(row)) {
            return false;
        }
        for (RecordColumn column : recordColumns) {
            column.put(record, row);
        }
        return (decoder == null || decode(record, row)) && (ofBoth == null || ofBoth.passes(row));
    }

    /** The columns, with so many rows. */
    ColumnarBatch batch(int rows) {
        batch.setNumRows(rows);
        return batch;
    }

    /** Counts records that were read, and their bytes. */
    void count(long records, long bytes) {
        counts.add(records, bytes);
        plan.scanned().add(records);
    }

    CustomTaskMetric[] metrics() {
        return counts.values();
    }

    private boolean decode(FetchedRecord record, int row) {
        if (record.valueLength() == FetchedRecord.NULL) {
            for (FieldVector vector : valueVectors) {
                vector.putNull(row);
            }
            return ofValue == null || ofValue.passes(row);
        }
        RecordDecoder.Outcome outcome =
                decoder.decode(
                        record.valueArray(), record.valueOffset(), record.valueLength(), row);
        if (outcome == RecordDecoder.Outcome.MALFORMED) {
            counts.addMalformed();
            if (plan.onMalformed() == MalformedPolicy.FAIL) {
                throw SourceError.MALFORMED_RECORD.exception(
                        record.offset(),
                        record.partition(),
                        plan.columns().format().name().toLowerCase(Locale.ROOT),
                        decoder.problem());
            }
            if (plan.onMalformed() == MalformedPolicy.DEADLETTER) {
                letters.add(
                        record,
                        new LetterReason(SourceError.MALFORMED_RECORD.name(), decoder.problem()));
                counts.addDeadLetter();
                return false;
            }
        }
        return outcome != RecordDecoder.Outcome.SKIPPED;
    }

    @Override
    public void close() {
        for (FieldVector vector : vectors) {
            vector.close();
        }
    }
}
