package io.millrace.pipeline.run;

import io.millrace.common.option.NearestName;
import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.graph.Flow;
import io.millrace.spark.deadletter.DeadLetterColumn;
import io.millrace.spark.record.RecordField;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Fits the rows of a flow to the columns of its sink by name, as INSERT … BY NAME does. */
final class SinkColumns {

    private SinkColumns() {}

    /**
     * The rows with the columns of the sink, in its order, cast where a value cannot be lost; and
     * the columns that are parts of the record.
     *
     * @param declared the columns of the sink; any columns fit a sink that declares none
     */
    static Dataset<Row> fit(Flow flow, Dataset<Row> rows, StructType declared) {
        if (declared.isEmpty()) {
            return rows;
        }
        List<String> given = List.of(rows.columns());
        List<Column> columns = new ArrayList<>();
        for (StructField column : declared.fields()) {
            if (!given.contains(column.name())) {
                throw mismatch(
                        flow,
                        "the table has the column '"
                                + column.name()
                                + "', which the query does not give (it gives "
                                + String.join(", ", given)
                                + ")");
            }
            columns.add(fit(flow, rows, column));
        }
        List<String> known = List.of(declared.fieldNames());
        for (String name : given) {
            if (RecordField.ofMetadata(name).isPresent() || name.equals(DeadLetterColumn.NAME)) {
                columns.add(functions.col(quoted(name)));
            } else if (!known.contains(name)) {
                throw mismatch(
                        flow,
                        "the query gives the column '"
                                + name
                                + "', which the table does not have"
                                + NearestName.of(name, known)
                                        .map(near -> " (did you mean '" + near + "'?)")
                                        .orElse(""));
            }
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column fit(Flow flow, Dataset<Row> rows, StructField column) {
        DataType from = rows.schema().apply(column.name()).dataType();
        DataType to = column.dataType();
        if (from.asNullable().equals(to.asNullable())) {
            return functions.col(quoted(column.name()));
        }
        if (!Cast.canANSIStoreAssign(from.asNullable(), to.asNullable())) {
            throw mismatch(
                    flow,
                    "the column '"
                            + column.name()
                            + "' is "
                            + to.sql()
                            + " in the table and "
                            + from.sql()
                            + " in the query");
        }
        return functions.col(quoted(column.name())).cast(to).as(column.name());
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static RuntimeException mismatch(Flow flow, String reason) {
        return PipelineError.COLUMN_MISMATCH.exception(flow.name(), flow.sink(), reason);
    }
}
