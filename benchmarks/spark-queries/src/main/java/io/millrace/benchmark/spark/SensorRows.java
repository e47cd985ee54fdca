package io.millrace.benchmark.spark;

import io.millrace.benchmark.engine.SensorTable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The latest totals of each sensor, put into a table by the tasks themselves: these engines compute
 * in one process, and millions of rows are not for the driver.
 */
final class SensorRows implements AnswerSink {

    /** Where tasks find it, which get nothing but a copy of their function. */
    private static volatile SensorTable current;

    private final SensorTable table = new SensorTable();

    @Override
    public void take(Dataset<Row> batch) {
        current = table;
        ForeachPartitionFunction<Row> each = SensorRows::put;
        batch.foreachPartition(each);
    }

    private static void put(Iterator<Row> rows) {
        SensorTable table = current;
        while (rows.hasNext()) {
            Row row = rows.next();
            table.put(
                    row.getLong(0),
                    row.getLong(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getDouble(5));
        }
    }

    @Override
    public List<String> rows() {
        return table.rows();
    }
}
