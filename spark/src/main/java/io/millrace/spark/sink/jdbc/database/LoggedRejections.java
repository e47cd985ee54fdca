package io.millrace.spark.sink.jdbc.database;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves rows out, and says so; the task counts them. */
final class LoggedRejections implements RejectedRows {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedRejections.class);

    @Override
    public void take(List<RejectedRow> rows) {
        RejectedRow first = rows.get(0);
        LOG.warn(
                "Left out {} rows of task {} that the table {} does not take; the first is row {}: {}"
                        + " (SQLSTATE {})",
                rows.size(),
                first.task(),
                first.table(),
                first.number(),
                first.reason(),
                first.state());
    }
}
