package io.millrace.benchmark.engine.flink;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.LogicalType;

/** Keeps the last row of each key and hands them over at the end of the input. */
final class RowsWriter implements SinkWriter<RowData> {

    private final Map<List<Object>, Object[]> rows = new HashMap<>();
    private final RowData.FieldGetter[] fields;
    private final int keyColumns;

    RowsWriter(LogicalType[] types, int keyColumns) {
        this.fields = new RowData.FieldGetter[types.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RowData.createFieldGetter(types[i], i);
        }
        this.keyColumns = keyColumns;
    }

    @Override
    public void write(RowData row, Context context) {
        Object[] values = new Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            Object value = fields[i].getFieldOrNull(row);
            // Text may lie in memory that the next row takes.
            values[i] = value instanceof BinaryStringData text ? text.copy() : value;
        }
        rows.put(Arrays.asList(values).subList(0, keyColumns), values);
    }

    @Override
    public void flush(boolean endOfInput) {
        if (endOfInput) {
            Answers.addRows(rows.values());
        }
    }

    @Override
    public void close() {
        rows.clear();
    }
}
