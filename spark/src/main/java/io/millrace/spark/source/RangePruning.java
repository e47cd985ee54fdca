package io.millrace.spark.source;

import io.millrace.format.predicate.Literal;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.format.predicate.RowPredicate.Comparison;
import io.millrace.format.predicate.RowTest;
import io.millrace.format.schema.FieldType.StructType;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.record.RecordField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;

/**
 * Leaves out of planned ranges what no row can come of: partitions that a predicate excludes, and
 * offsets before or after those it asks for. Timestamps are no help: they need not ascend with the
 * offsets.
 */
final class RangePruning {

    private static final Set<RecordField> OF_PARTITION =
            EnumSet.of(RecordField.TOPIC, RecordField.PARTITION);

    private final ReadColumns columns;
    private final List<RowPredicate> ofPartition = new ArrayList<>();
    private final List<Comparison> ofOffset = new ArrayList<>();

    RangePruning(RowFilter filter, ReadColumns columns) {
        this.columns = columns;
        for (RowPredicate conjunct : filter.ofRecord()) {
            Set<RecordField> fields =
                    conjunct.roots().stream().map(this::field).collect(Collectors.toSet());
            if (OF_PARTITION.containsAll(fields)) {
                ofPartition.add(conjunct);
            } else if (conjunct instanceof Comparison comparison
                    && fields.contains(RecordField.OFFSET)) {
                ofOffset.add(comparison);
            }
        }
    }

    private RecordField field(String column) {
        return columns.find(column).orElseThrow().recordField().field();
    }

    /** The same ranges without what the predicates exclude. */
    List<OffsetRange> prune(List<OffsetRange> ranges) {
        if (ofPartition.isEmpty() && ofOffset.isEmpty()) {
            return ranges;
        }
        return ranges.stream()
                .filter(this::isWanted)
                .map(this::clipped)
                .filter(range -> range.size() > 0)
                .toList();
    }

    private boolean isWanted(OffsetRange range) {
        if (ofPartition.isEmpty()) {
            return true;
        }
        StructField[] fields =
                columns.columns().stream()
                        .filter(c -> OF_PARTITION.contains(c.recordField().field()))
                        .map(ReadColumns.Column::field)
                        .toArray(StructField[]::new);
        FieldVector[] vectors = new FieldVector[fields.length];
        for (int i = 0; i < fields.length; i++) {
            vectors[i] = ColumnTypes.newVector(fields[i].name(), fields[i].dataType(), 1);
            if (field(fields[i].name()) == RecordField.PARTITION) {
                vectors[i].putInt(0, range.partition().partition());
            } else {
                byte[] topic = range.partition().topic().getBytes(StandardCharsets.UTF_8);
                vectors[i].putBytes(0, topic, 0, topic.length);
            }
        }
        StructType schema =
                ColumnTypes.structType(new org.apache.spark.sql.types.StructType(fields));
        return RowTest.of(new RowPredicate.And(ofPartition), schema, vectors).passes(0);
    }

    private OffsetRange clipped(OffsetRange range) {
        long from = range.from();
        long until = range.until();
        for (Comparison comparison : ofOffset) {
            long offset = ((Literal.Whole) comparison.literal()).value();
            long next = offset == Long.MAX_VALUE ? offset : offset + 1;
            switch (comparison.relation()) {
                case EQUAL -> {
                    from = Math.max(from, offset);
                    until = Math.min(until, next);
                }
                case GREATER -> from = Math.max(from, next);
                case GREATER_OR_EQUAL -> from = Math.max(from, offset);
                case LESS -> until = Math.min(until, offset);
                case LESS_OR_EQUAL -> until = Math.min(until, next);
                case NOT_EQUAL -> {
                    // One offset in the middle is tested when its record comes.
                }
            }
        }
        return new OffsetRange(range.partition(), range.topicId(), from, Math.max(from, until));
    }
}
