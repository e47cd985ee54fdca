package io.millrace.benchmark.spark;

import java.util.Arrays;
import org.apache.spark.sql.Row;

/** The values of a row in the order of its columns. */
final class ColumnValues {

    private ColumnValues() {}

    static Object[] of(Row row) {
        Object[] values = new Object[row.size()];
        Arrays.setAll(values, row::get);
        return values;
    }
}
