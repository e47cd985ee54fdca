package io.millrace.benchmark.spark;

import io.millrace.benchmark.engine.RunningStream;
import io.millrace.benchmark.protocol.FollowReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/** A query in update mode, and what Spark reports of its batches. */
final class EndlessRun implements RunningStream {

    private final SparkSession session;
    private final StreamingQuery query;
    private final BatchLog log;

    private EndlessRun(SparkSession session, StreamingQuery query, BatchLog log) {
        this.session = session;
        this.query = query;
        this.log = log;
    }

    /**
     * Starts a query.
     *
     * @param checkpoint where nothing is yet
     */
    static EndlessRun start(
            SparkSession session, DataStreamWriter<Row> rows, Path checkpoint, Trigger trigger)
            throws TimeoutException {
        BatchLog log = new BatchLog();
        session.streams().addListener(log);
        StreamingQuery query =
                rows.outputMode("update")
                        .trigger(trigger)
                        .option("checkpointLocation", checkpoint.toString())
                        .start();
        return new EndlessRun(session, query, log);
    }

    @Override
    public FollowReport stop() throws StreamingQueryException, TimeoutException {
        try {
            if (query.exception().isDefined()) {
                throw query.exception().get();
            }
            query.stop();
            return new FollowReport(List.copyOf(log.batches));
        } finally {
            session.streams().removeListener(log);
        }
    }

    @SuppressWarnings("serial")
    private static final class BatchLog extends StreamingQueryListener {

        private final List<FollowReport.Batch> batches = new CopyOnWriteArrayList<>();

        @Override
        public void onQueryStarted(QueryStartedEvent event) {
            // Only batches count.
        }

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            StreamingQueryProgress progress = event.progress();
            if (progress.numInputRows() > 0) {
                Map<String, Long> phases = new TreeMap<>(progress.durationMs());
                batches.add(
                        new FollowReport.Batch(
                                Instant.parse(progress.timestamp()).toEpochMilli(),
                                progress.numInputRows(),
                                phases));
            }
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {
            // A failure shows when the stream is stopped.
        }
    }
}
