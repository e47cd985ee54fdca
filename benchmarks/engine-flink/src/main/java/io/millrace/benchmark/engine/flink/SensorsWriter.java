package io.millrace.benchmark.engine.flink;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;

/** Keeps the last totals of each sensor: id, count, sum, min, max and average. */
final class SensorsWriter implements SinkWriter<RowData> {

    @Override
    public void write(RowData row, Context context) {
        Answers.sensors()
                .put(
                        row.getLong(0),
                        row.getLong(1),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5));
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
}
