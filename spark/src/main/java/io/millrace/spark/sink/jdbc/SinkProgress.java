package io.millrace.spark.sink.jdbc;

import io.millrace.spark.sink.jdbc.database.TaskWrite.TaskResult;
import java.util.Collection;
import java.util.Map;

/** What became of the rows of the last micro-batch, for the progress of the query. */
final class SinkProgress {

    private volatile Map<String, String> metrics = Map.of();

    void report(Collection<TaskResult> tasks) {
        metrics =
                Map.of(
                        "rowsRejected",
                        sum(tasks.stream().mapToLong(TaskResult::rejected).sum()),
                        "tasksThere",
                        sum(tasks.stream().mapToLong(TaskResult::repeated).sum()),
                        "transactionsRepeated",
                        sum(tasks.stream().mapToLong(t -> Math.max(0, t.attempts() - 1)).sum()));
    }

    private static String sum(long number) {
        return Long.toString(number);
    }

    Map<String, String> metrics() {
        return metrics;
    }
}
