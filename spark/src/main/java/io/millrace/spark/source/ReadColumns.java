package io.millrace.spark.source;

import io.millrace.spark.option.TableError;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.record.RecordField;
import io.millrace.spark.record.RecordField.HeadersColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a scan gives, in order, each either a field of the record or a field of its
 * value. Immutable.
 */
record ReadColumns(ValueFormat format, List<Column> columns) implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * One column.
     *
     * @param recordField what of the record it gives; empty for a field of the value
     */
    record Column(StructField field, RecordFieldOrValue recordField) implements Serializable {
        private static final long serialVersionUID = 1L;

        boolean isValueField() {
            return recordField.field == null;
        }
    }

    /** A serializable optional. */
    record RecordFieldOrValue(RecordField field) implements Serializable {
        private static final long serialVersionUID = 1L;

        private static final RecordFieldOrValue VALUE = new RecordFieldOrValue(null);
    }

    ReadColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Every column of a table: those of its schema, then the metadata columns that no column of the
     * schema hides.
     */
    static ReadColumns all(ValueFormat format, StructType schema) {
        List<Column> columns = new ArrayList<>();
        // As Spark compares names, or the two would count columns differently.
        Set<String> taken =
                SQLConf.get().caseSensitiveAnalysis()
                        ? new TreeSet<>()
                        : new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (StructField field : schema.fields()) {
            taken.add(field.name());
            RecordFieldOrValue recordField =
                    format == ValueFormat.RAW
                            ? RecordField.ofRaw(field.name())
                                    .map(RecordFieldOrValue::new)
                                    .orElseThrow(() -> mismatch(schema))
                            : RecordFieldOrValue.VALUE;
            columns.add(new Column(field, recordField));
        }
        if (format != ValueFormat.RAW) {
            for (RecordField field : RecordField.metadata()) {
                String name = field.metadataName().orElseThrow();
                if (!taken.contains(name)) {
                    columns.add(
                            new Column(
                                    new StructField(name, field.type(), true, Metadata.empty()),
                                    new RecordFieldOrValue(field)));
                }
            }
        }
        return new ReadColumns(format, columns);
    }

    /**
     * The columns of this schema, in its order. Those of the value have its types, which may be
     * pruned structs; fields of the record are always whole.
     */
    ReadColumns as(StructType schema) {
        List<Column> chosen = new ArrayList<>();
        for (StructField field : schema.fields()) {
            Column column = find(field.name()).orElseThrow();
            chosen.add(column.isValueField() ? new Column(field, column.recordField()) : column);
        }
        return new ReadColumns(format, chosen);
    }

    Optional<Column> find(String name) {
        return columns.stream().filter(c -> c.field().name().equals(name)).findFirst();
    }

    StructType schema() {
        return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
    }

    /** The fields of the value among the columns. */
    StructType valueSchema() {
        return new StructType(
                columns.stream()
                        .filter(Column::isValueField)
                        .map(Column::field)
                        .toArray(StructField[]::new));
    }

    private static RuntimeException mismatch(StructType schema) {
        return TableError.SCHEMA_MISMATCH.exception(
                "raw",
                "no columns, or those of Spark's kafka source ("
                        + RecordField.rawSchema(HeadersColumn.INCLUDED).sql()
                        + "); to read the fields of the value set value.format",
                schema.sql());
    }
}
