package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.util.Optional;

/**
 * A table that rows can be written to: it is there and takes the columns. Made on the driver, used
 * by tasks.
 */
public final class TableSink implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SinkPlan plan;
    private final TableName commits;

    TableSink(SinkPlan plan, TableName commits) {
        this.plan = plan;
        this.commits = commits;
    }

    /**
     * Looks at the table.
     *
     * @throws io.millrace.common.error.MillraceException if rows of these columns cannot be written
     */
    public static TableSink prepare(SinkRequest request) {
        return new SinkPreparation(request).run();
    }

    /**
     * Makes a run of a query the newest; tasks of older ones commit nothing from now on.
     *
     * @param query the id that is kept in the checkpoint
     * @param run the id of the run, for people who look into the table
     */
    public SinkRun begin(String query, String run) {
        return new RunStart(plan, commits).begin(query, run);
    }

    /** The newest epoch that runs before this one have written a part of; -1 if none. */
    public long newestEpoch(SinkRun run) {
        return new NewestEpoch(plan, run).find();
    }

    /** The writer of a task of a streaming query. */
    public TaskWrite write(SinkRun run, TaskEpoch task) {
        EpochClaim claim = new EpochClaim(run, task, plan.dialect());
        return write(task.partition(), "micro-batch " + task.epoch(), Optional.of(claim));
    }

    /** The writer of a task of a batch, whose rows are there again when the task is repeated. */
    public TaskWrite write(int partition) {
        return write(partition, "the batch", Optional.empty());
    }

    private TaskWrite write(int partition, String batch, Optional<EpochClaim> claim) {
        RejectedRows taker = plan.rejected() == RejectedPolicy.SKIP ? new LoggedRejections() : null;
        return new TaskWrite(plan, partition, claim, new Rejections(plan, partition, batch, taker));
    }

    /** The same table, reached in another way. */
    TableSink over(ConnectionSettings settings) {
        return new TableSink(plan.over(settings), commits);
    }

    public TableName table() {
        return plan.table();
    }
}
