package io.millrace.spark.sink.kafka;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.TaskIdentity;
import io.millrace.kafka.transaction.TaskTransaction;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import io.millrace.spark.sink.json.RowJson;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/**
 * Opens the writers of the tasks of a micro-batch, which write exactly once.
 *
 * @param run the number of the run of the query
 * @param plan how the rows are dealt to the tasks
 */
record TransactionWriterFactory(
        KafkaConnection connection,
        SinkLayout layout,
        RowJson.Settings json,
        RowLetterPlan lettersOrNull,
        TransactionScope scope,
        long run,
        BatchPlan plan)
        implements StreamingDataWriterFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long taskId, long epoch) {
        TaskContext context = TaskContext.get();
        int attempt = context.attemptNumber() + context.stageAttemptNumber();
        TaskTransaction transaction =
                new TaskTransaction(
                        TransactionPool.shared(),
                        connection,
                        new TaskIdentity(scope, run, epoch, plan, partition, attempt));
        TaskTransactions.begin(taskId, connection, transaction);
        return new TransactionWriter(
                transaction, RowRecords.of(layout, json, lettersOrNull, connection), taskId);
    }

    /** The rows of the task are committed. */
    private record Committed() implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    private record TransactionWriter(
            TaskTransaction transaction, RowRecords maker, long taskAttempt)
            implements DataWriter<InternalRow> {

        @Override
        public void write(InternalRow row) {
            transaction.send(maker.make(row));
        }

        @Override
        public WriterCommitMessage commit() {
            transaction.commit();
            return new Committed();
        }

        @Override
        public void abort() {
            transaction.abort();
        }

        @Override
        public void close() {
            TaskTransactions.end(taskAttempt);
            transaction.close();
        }
    }
}
