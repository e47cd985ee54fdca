package io.millrace.spark.sink.jdbc;

import io.millrace.spark.query.QueryBatch;
import io.millrace.spark.sink.jdbc.database.SinkRequest;
import io.millrace.spark.sink.jdbc.database.SinkRun;
import io.millrace.spark.sink.jdbc.database.TableSink;
import java.util.UUID;

/**
 * The run of the query that a table belongs to, begun with its first micro-batch: Spark plans each
 * micro-batch anew and tells no sink when a query starts.
 */
final class CurrentRun {

    private final String unnamed = UUID.randomUUID().toString();
    private Begun begun;

    /** What all micro-batches of a run share. */
    record Begun(String id, TableSink sink, SinkRun run) {}

    /**
     * The run that this thread, one of a streaming query, belongs to.
     *
     * @throws io.millrace.common.error.MillraceException if the table cannot be written
     */
    synchronized Begun of(SinkRequest request, String query) {
        String id = idOfThisThread();
        if (begun == null || !begun.id().equals(id)) {
            TableSink sink = TableSink.prepare(request);
            begun = new Begun(id, sink, sink.begin(query, id));
        }
        return begun;
    }

    private String idOfThisThread() {
        return QueryBatch.ofThisThread().map(QueryBatch::run).orElse(unnamed);
    }
}
