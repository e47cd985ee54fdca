package io.millrace.benchmark.spark;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row: how many rows there are, and the sum of their first column. */
final class TotalRow implements AnswerSink {

    private long count;
    private long sum;

    @Override
    public void take(Dataset<Row> batch) {
        Row totals =
                batch.selectExpr("count(*)", "coalesce(sum(" + batch.columns()[0] + "), 0L)")
                        .head();
        count += totals.getLong(0);
        sum += totals.getLong(1);
    }

    @Override
    public List<String> rows() {
        return List.of(AnswerRow.of(count, sum));
    }
}
