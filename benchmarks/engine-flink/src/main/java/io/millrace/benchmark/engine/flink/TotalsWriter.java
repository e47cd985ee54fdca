package io.millrace.benchmark.engine.flink;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;

/** Counts rows and adds up their one column, a BIGINT. */
final class TotalsWriter implements SinkWriter<RowData> {

    private long count;
    private long sum;

    @Override
    public void write(RowData row, Context context) {
        count++;
        sum += row.getLong(0);
    }

    @Override
    public void flush(boolean endOfInput) {
        if (endOfInput) {
            Answers.addTotals(count, sum);
        }
    }

    @Override
    public void close() {}
}
