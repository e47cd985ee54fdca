package io.millrace.spark.sink.jdbc;

import io.millrace.spark.sink.jdbc.database.SinkRun;
import io.millrace.spark.sink.jdbc.database.TableSink;
import io.millrace.spark.sink.jdbc.database.TaskEpoch;
import io.millrace.spark.sink.jdbc.database.TaskWrite;
import io.millrace.spark.sink.jdbc.database.TaskWrite.TaskResult;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Opens the writers of tasks. */
final class TaskWriters {

    private TaskWriters() {}

    /** Of a batch. */
    record OfBatch(TableSink sink, StructType schema) implements DataWriterFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
            return new Writer(sink.write(partitionId), new RowValues(schema));
        }
    }

    /** Of the micro-batches of a run. */
    record OfEpochs(TableSink sink, SinkRun run, StructType schema, int tasks, String splits)
            implements StreamingDataWriterFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partitionId, long taskId, long epochId) {
            TaskWrite write = sink.write(run, new TaskEpoch(partitionId, tasks, epochId, splits));
            return new Writer(write, new RowValues(schema));
        }
    }

    /** The rows of a task are in the table. */
    record Committed(TaskResult result) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    /** Takes every row, even those that are not written: state is saved when they have ended. */
    private record Writer(TaskWrite task, RowValues values) implements DataWriter<InternalRow> {

        @Override
        public void write(InternalRow row) {
            task.add(values.of(row));
        }

        @Override
        public WriterCommitMessage commit() {
            return new Committed(task.commit());
        }

        @Override
        public void abort() {
            task.close();
        }

        @Override
        public void close() {
            task.close();
        }
    }
}
