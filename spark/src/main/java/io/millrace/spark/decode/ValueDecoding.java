package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.predicate.FilteringDecoder;
import io.millrace.format.predicate.RowSelection;
import io.millrace.format.predicate.RowSelection.Rule;
import io.millrace.format.predicate.RowTest;
import io.millrace.spark.column.ColumnTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How values are decoded, as the driver sends it to the tasks. */
public interface ValueDecoding extends Serializable {

    /**
     * Makes a decoder of one task.
     *
     * @param requested the columns of the value that are asked for, in any order; a struct in them
     *     may have fewer fields than that of the table
     * @param columns one for each that is asked for
     */
    RecordDecoder newDecoder(StructType requested, ColumnSink[] columns);

    /**
     * Whether rows of these columns may be skipped while they are decoded. Asked on the driver.
     * They may not where a column shows the records that do not fit: such a record must be decoded
     * to the end to be known.
     */
    default boolean maySkip(StructType requested) {
        return !Set.of(requested.fieldNames()).contains(SQLConf.get().columnNameOfCorruptRecord());
    }

    /**
     * Makes a decoder of one task that skips records which do not satisfy a predicate. It may also
     * let them through: Spark tests again what it is given.
     */
    default RecordDecoder newDecoder(
            StructType requested, ColumnSink[] columns, RowSelection selection) {
        RecordDecoder all = newDecoder(requested, columns);
        if (selection.isAll()) {
            return all;
        }
        RowTest test =
                RowTest.of(selection.predicate(), ColumnTypes.structType(requested), columns);
        Set<String> roots = selection.predicate().roots();
        List<StructField> fields = new ArrayList<>();
        List<ColumnSink> sinks = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (roots.contains(requested.fields()[i].name())) {
                fields.add(requested.fields()[i]);
                sinks.add(columns[i]);
            }
        }
        if (fields.size() == columns.length || selection.rule() == Rule.BY_WHOLE_ROW) {
            return FilteringDecoder.testingLast(all, test);
        }
        RecordDecoder tested =
                newDecoder(
                        new StructType(fields.toArray(StructField[]::new)),
                        sinks.toArray(ColumnSink[]::new));
        return FilteringDecoder.testingFirst(tested, test, all);
    }
}
