package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The last row of each key. */
final class LatestRows implements AnswerSink {

    private final Map<List<Object>, String> rows = new LinkedHashMap<>();
    private final int keyColumns;

    /**
     * @param keyColumns how many columns, from the first, make the key
     */
    LatestRows(int keyColumns) {
        this.keyColumns = keyColumns;
    }

    @Override
    public void take(Dataset<Row> batch) {
        for (Row row : batch.collectAsList()) {
            Object[] values = ColumnValues.of(row);
            rows.put(List.of(values).subList(0, keyColumns), AnswerRow.of(values));
        }
    }

    @Override
    public List<String> rows() {
        return new ArrayList<>(rows.values());
    }
}
