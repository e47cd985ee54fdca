package io.millrace.common.fault;

/**
 * A step of Millrace that can fail, where a test or a person can make it fail. Each point is passed
 * by calling {@link #pass}, which costs nothing while no point is armed: that is decided once, when
 * this class is loaded.
 *
 * <p>Points are armed by the system property {@value #PROPERTY} or the environment variable {@value
 * #VARIABLE}, see {@link ArmedPoints}. A point is named by its constant in small letters with dots
 * for underscores: {@code sink.task.before.commit}.
 */
public enum Failpoint {
    /** Spark has planned a micro-batch; its offsets are not written yet. */
    SOURCE_PLANNED,
    /** A task has decoded some of its records. */
    SOURCE_TASK_READING,
    /** A checkpoint file is half written, under its temporary name. */
    CHECKPOINT_FILE_WRITING,
    /** A checkpoint file is on the disk, but not under its final name. */
    CHECKPOINT_FILE_BEFORE_RENAME,
    /** A checkpoint file is in place. */
    CHECKPOINT_FILE_AFTER_RENAME,
    /** A file of a task's state is half written, under its temporary name. */
    STATE_FILE_WRITING,
    /** A file of a task's state is in place, which the driver does not know yet. */
    STATE_FILE_AFTER_RENAME,
    /**
     * The files of a batch of Spark's file sink are there; the file that lists them is half
     * written.
     */
    MANIFEST_FILE_WRITING,
    /**
     * The file that lists the files of a batch is in place; the batch is not written down as done.
     */
    MANIFEST_FILE_AFTER_RENAME,
    /** An old file of a checkpoint is about to be deleted. */
    CHECKPOINT_FILE_DELETING,
    /** The driver is about to fence the runs before this one. */
    SINK_RUN_BEFORE_FENCE,
    /** The driver has fenced the runs before this one. */
    SINK_RUN_AFTER_FENCE,
    /** A task of the sink has fenced its predecessors and has not read its commit token. */
    SINK_TASK_AFTER_FENCE,
    /** A task of the sink has sent some of its rows. */
    SINK_TASK_WRITING,
    /** A task of the sink has sent all of its rows. */
    SINK_TASK_BEFORE_TOKEN,
    /** A task of the sink has put its commit token into its transaction. */
    SINK_TASK_BEFORE_COMMIT,
    /** The transaction of a task is committed, which Spark does not know yet. */
    SINK_TASK_AFTER_COMMIT,
    /** All tasks of a micro-batch have committed; the batch is not written down as done. */
    SINK_BATCH_COMMITTED,
    /** The driver is about to fence the runs on a database before this one. */
    JDBC_RUN_BEFORE_FENCE,
    /** The driver has fenced the runs on a database before this one. */
    JDBC_RUN_AFTER_FENCE,
    /** A task has claimed its epoch in the database and has written no row. */
    JDBC_TASK_BEFORE_ROWS,
    /** A task has written some of its rows into the database. */
    JDBC_TASK_WRITING,
    /** A task has written all of its rows into the database. */
    JDBC_TASK_BEFORE_COMMIT,
    /** The database has committed the rows of a task, which Spark does not know yet. */
    JDBC_TASK_AFTER_COMMIT,
    /** Consumer-group offsets are about to be committed after a batch. */
    SOURCE_BEFORE_GROUP_OFFSETS,
    /** Dead letters of a task are sent in a transaction of their own, which is not committed. */
    DEADLETTER_BEFORE_COMMIT,
    /** Dead letters of a task are committed; the task has not ended. */
    DEADLETTER_AFTER_COMMIT,
    /** Dead letters are sent back to their topic in a transaction that is not committed. */
    REDRIVE_BEFORE_COMMIT,
    /** Some dead letters are back in their topic for good, others are not. */
    REDRIVE_AFTER_COMMIT;

    /** The system property that arms points. */
    public static final String PROPERTY = "millrace.failpoints";

    /** The environment variable that arms points where the property is not set. */
    public static final String VARIABLE = "MILLRACE_FAILPOINTS";

    private static final ArmedPoints ARMED = ArmedPoints.ofProcess();
    private static final boolean ANY_ARMED = !ARMED.isEmpty();

    /** The name by which the point is armed. */
    public String pointName() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }

    /** Does what was asked for here; nothing if nothing was. */
    public void pass() {
        if (ANY_ARMED) {
            ARMED.pass(this);
        }
    }
}
