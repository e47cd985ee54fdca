package io.millrace.spark.deadletter;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A function that gives a dead letter where another one throws. */
final class GuardedFunction implements MapFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private static final String REASON = "FUNCTION_FAILED";

    private final MapFunction<Row, Row> function;
    private final int columns;

    /**
     * @param columns how many the function gives
     */
    GuardedFunction(MapFunction<Row, Row> function, int columns) {
        this.function = function;
        this.columns = columns;
    }

    @Override
    public Row call(Row row) throws Exception {
        Object[] values = new Object[columns + 1];
        try {
            Row result = function.call(row);
            for (int i = 0; i < columns; i++) {
                values[i] = result.get(i);
            }
        } catch (InterruptedException e) {
            // The query is being stopped; the row has done nothing wrong.
            throw e;
        } catch (Exception e) {
            Arrays.fill(values, null);
            values[columns] = letter(row, e);
        }
        return RowFactory.create(values);
    }

    private static Row letter(Row row, Exception e) {
        return RowFactory.create(
                REASON,
                e.getMessage() == null ? e.getClass().getName() : e.toString(),
                of(row, "_topic"),
                of(row, "_partition"),
                of(row, "_offset"),
                of(row, "_timestamp"),
                of(row, "_key"),
                null,
                of(row, "_headers"),
                row.json());
    }

    private static Object of(Row row, String column) {
        int index = List.of(row.schema().fieldNames()).indexOf(column);
        return index < 0 ? null : row.get(index);
    }
}
