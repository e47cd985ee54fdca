package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All rows there are. */
final class FinalRows implements AnswerSink {

    private final List<String> rows = new ArrayList<>();

    @Override
    public void take(Dataset<Row> batch) {
        batch.collectAsList().forEach(row -> rows.add(AnswerRow.of(ColumnValues.of(row))));
    }

    @Override
    public List<String> rows() {
        return rows;
    }
}
