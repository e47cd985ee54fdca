package io.millrace.spark.sink.jdbc;

import io.millrace.common.fault.Failpoint;
import io.millrace.spark.query.BatchSplits;
import io.millrace.spark.query.QueryBatch;
import io.millrace.spark.query.SkipsCommittedTasks;
import io.millrace.spark.realtime.RealTimeQuery;
import io.millrace.spark.sink.jdbc.database.JdbcError;
import io.millrace.spark.sink.jdbc.database.SinkRequest;
import io.millrace.spark.sink.jdbc.database.TableSink;
import io.millrace.spark.sink.jdbc.database.TaskWrite.TaskResult;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.types.StructType;

/** Writes rows into a table of a database. */
record JdbcWrite(
        SinkRequest request, StructType schema, String query, CurrentRun run, SinkProgress progress)
        implements Write {

    String table() {
        return request.table();
    }

    @Override
    public String description() {
        return JdbcProvider.NAME + "[" + table() + "]";
    }

    /** Spark's plans show it. */
    @Override
    public String toString() {
        return description();
    }

    @Override
    public BatchWrite toBatch() {
        return new WholeWrite(TableSink.prepare(request), schema);
    }

    @Override
    public StreamingWrite toStreaming() {
        if (RealTimeQuery.isCurrent()) {
            throw JdbcError.JDBC_REAL_TIME_UNSUPPORTED.exception(table());
        }
        return new EpochWrite(this);
    }

    private record WholeWrite(TableSink sink, StructType schema) implements BatchWrite {

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return new TaskWriters.OfBatch(sink, schema);
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {}

        @Override
        public void abort(WriterCommitMessage[] messages) {}

        @Override
        public String toString() {
            return JdbcProvider.NAME + "[" + sink.table() + "]";
        }
    }

    /** Spark makes one for each micro-batch, and more while it plans: nothing happens before. */
    private record EpochWrite(JdbcWrite write) implements SkipsCommittedTasks {

        @Override
        public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
            CurrentRun.Begun begun = write.run().of(write.request(), write.query());
            String splits = QueryBatch.ofThisThread().map(BatchSplits::hash).orElse("none");
            return new TaskWriters.OfEpochs(
                    begun.sink(), begun.run(), write.schema(), info.numPartitions(), splits);
        }

        /** The database decides between two attempts of one task. */
        @Override
        public boolean useCommitCoordinator() {
            return false;
        }

        @Override
        public void commit(long epochId, WriterCommitMessage[] messages) {
            List<TaskResult> results =
                    Arrays.stream(messages)
                            .filter(Objects::nonNull)
                            .map(message -> ((TaskWriters.Committed) message).result())
                            .toList();
            write.progress().report(results);
            Failpoint.SINK_BATCH_COMMITTED.pass();
        }

        @Override
        public void abort(long epochId, WriterCommitMessage[] messages) {
            // Each task has rolled back, or has committed for good.
        }

        @Override
        public String toString() {
            return write.description();
        }
    }
}
