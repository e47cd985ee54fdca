package io.millrace.spark.sink.kafka;

import io.millrace.kafka.transaction.SinkRun;
import io.millrace.kafka.transaction.TransactionScope;
import io.millrace.spark.query.QueryBatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The runs of the queries of this driver. A sink outlives the objects that Spark makes of it for
 * each micro-batch; the next run of a query takes the place of the one before. Thread-safe.
 */
final class SinkRuns {

    private static final Map<TransactionScope, Run> RUNS = new ConcurrentHashMap<>();

    private record Run(String id, SinkRun sink) {}

    private SinkRuns() {}

    /** The run that a micro-batch belongs to, begun with it if there is none yet. */
    static SinkRun of(QueryBatch batch, TransactionScope scope, Supplier<SinkRun> begin) {
        Run known = RUNS.get(scope);
        if (known != null && known.id().equals(batch.run())) {
            return known.sink();
        }
        SinkRun sink = begin.get();
        RUNS.put(scope, new Run(batch.run(), sink));
        return sink;
    }
}
