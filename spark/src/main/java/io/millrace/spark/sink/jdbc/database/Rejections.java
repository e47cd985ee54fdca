package io.millrace.spark.sink.jdbc.database;

import io.millrace.spark.sink.jdbc.database.RejectedRows.RejectedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The rows of one transaction that the database does not take. */
final class Rejections {

    private final SinkPlan plan;
    private final int task;
    private final String batch;
    private final RejectedRows taker;
    private final List<RejectedRow> rows = new ArrayList<>();

    /**
     * @param batch that the task belongs to, in words
     * @param taker of the rows; null where one such row stops the query
     */
    Rejections(SinkPlan plan, int task, String batch, RejectedRows taker) {
        this.plan = plan;
        this.task = task;
        this.batch = batch;
        this.taker = taker;
    }

    /** A failure without its cause: the driver's messages quote values. */
    void add(NumberedRow row, SqlFailure failure) {
        if (taker == null) {
            throw JdbcError.JDBC_ROW_REJECTED.exception(
                    row.number(),
                    task,
                    batch,
                    plan.table(),
                    failure.where(),
                    failure.state(),
                    failure.meaning());
        }
        rows.add(
                new RejectedRow(
                        plan.table(),
                        task,
                        row.number(),
                        plan.columns().stream().map(BoundColumn::name).toList(),
                        Collections.unmodifiableList(Arrays.asList(row.values())),
                        failure.state(),
                        failure.meaning() + failure.where()));
    }

    void handOver() {
        if (!rows.isEmpty()) {
            taker.take(List.copyOf(rows));
        }
    }

    int count() {
        return rows.size();
    }

    /** For another try. */
    void clear() {
        rows.clear();
    }
}
