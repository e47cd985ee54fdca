package io.millrace.pipeline.run;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.pipeline.PipelineError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.StreamingQueryStatus;

/**
 * Notices a batch that makes no progress: no task begins or ends, none counts a record more, and
 * the query does not go from one step to the next. A query that waits for its next trigger, or for
 * records, is not looked at. Not thread-safe.
 */
final class Watchdog {

    /** What Spark says of a query that asks its sources, which may hold the question. */
    private static final Pattern FOR_RECORDS = Pattern.compile("^(Getting offsets|Waiting)");

    private final String flow;
    private final StreamingQuery query;
    private final RunningTasks tasks;
    private final Duration limit;
    private final Path dumps;
    private String step = "";

    /**
     * @param limit after so long without progress the batch counts as hanging
     * @param dumps where a dump of threads is put
     */
    Watchdog(String flow, StreamingQuery query, RunningTasks tasks, Duration limit, Path dumps) {
        this.flow = flow;
        this.query = query;
        this.tasks = tasks;
        this.limit = limit;
        this.dumps = dumps;
    }

    /** Looks, and tells of a batch that hangs. */
    void look(Consumer<MillraceException> alarm) {
        String id = query.id().toString();
        StreamingQueryStatus status = query.status();
        StreamingQueryProgress last = query.lastProgress();
        String now = status.message() + (last == null ? "" : last.batchId() + last.timestamp());
        Optional<TaskPlace> task = tasks.oldest(id);
        boolean waits =
                !query.isActive()
                        || !status.isTriggerActive()
                        || task.isEmpty() && FOR_RECORDS.matcher(status.message()).find();
        if (waits || !now.equals(step)) {
            step = now;
            tasks.moved(id);
            return;
        }
        if (System.nanoTime() - tasks.movedAt(id) >= limit.toNanos()) {
            tasks.moved(id);
            alarm.accept(failure(status, task));
        }
    }

    private MillraceException failure(StreamingQueryStatus status, Optional<TaskPlace> task) {
        String where =
                task.map(TaskPlace::toString)
                        .orElseGet(
                                () ->
                                        "no task runs, and the driver says '"
                                                + status.message()
                                                + "'");
        return PipelineError.FLOW_HANGS.exception(
                flow, DurationText.format(limit), where, dump(task));
    }

    private String dump(Optional<TaskPlace> task) {
        try {
            SparkSession session = (SparkSession) query.sparkSession();
            return ThreadDump.write(dumps, flow, task, session.sparkContext()).toString();
        } catch (IOException | RuntimeException e) {
            return "no file, because it cannot be written: " + e;
        }
    }
}
