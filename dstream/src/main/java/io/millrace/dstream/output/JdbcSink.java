package io.millrace.dstream.output;

import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.spark.sink.jdbc.RowTable;
import io.millrace.spark.sink.jdbc.database.SinkRun;
import io.millrace.spark.sink.jdbc.database.TaskEpoch;
import io.millrace.spark.sink.jdbc.database.TaskWrite;
import java.util.Iterator;
import java.util.UUID;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.Row;

/** Writes to a table: the rows of a partition and the number of its batch in one transaction. */
final class JdbcSink<T> implements BatchSink<T> {

    private static final long serialVersionUID = 1L;

    private final JdbcOutput output;
    private final Function<T, Row> rows;

    JdbcSink(JdbcOutput output, Function<T, Row> rows) {
        this.output = output;
        this.rows = rows;
    }

    @Override
    public SinkSession<T> begin(BatchStart start) {
        RowTable table = RowTable.prepare(output.options(), output.columns());
        SinkRun run = table.sink().begin(start.id(), UUID.randomUUID().toString());
        long newest = table.sink().newestEpoch(run);
        if (newest > start.known()) {
            throw OutputError.OUTPUT_AHEAD_OF_CHECKPOINT.exception(
                    output.name(), newest, start.known());
        }
        return new Session<>(table, run, newest, rows);
    }

    private record Session<T>(RowTable table, SinkRun run, long newestEpoch, Function<T, Row> rows)
            implements SinkSession<T> {

        @Override
        public void write(JavaRDD<T> rdd, long epoch, BatchPlan plan) {
            rdd.foreachPartition(new Task<>(table, run, epoch, plan, rows));
        }
    }

    private record Task<T>(
            RowTable table, SinkRun run, long epoch, BatchPlan plan, Function<T, Row> rows)
            implements VoidFunction<Iterator<T>> {

        private static final long serialVersionUID = 1L;

        @Override
        public void call(Iterator<T> elements) throws Exception {
            TaskEpoch task =
                    new TaskEpoch(
                            TaskContext.get().partitionId(), plan.tasks(), epoch, plan.splits());
            try (TaskWrite write = table.sink().write(run, task)) {
                while (elements.hasNext()) {
                    write.add(table.values(rows.call(elements.next())));
                }
                write.commit();
            }
        }
    }
}
