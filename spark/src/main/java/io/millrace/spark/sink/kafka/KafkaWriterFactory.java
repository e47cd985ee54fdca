package io.millrace.spark.sink.kafka;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.write.ProducerPool;
import io.millrace.kafka.write.RecordWriter;
import io.millrace.spark.sink.json.RowJson;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Opens the writers of tasks, of batches and of micro-batches alike. */
record KafkaWriterFactory(
        KafkaConnection connection,
        SinkLayout layout,
        RowJson.Settings json,
        RowLetterPlan lettersOrNull)
        implements DataWriterFactory, StreamingDataWriterFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        return new TaskWriter(
                new RecordWriter(ProducerPool.shared(), connection),
                RowRecords.of(layout, json, lettersOrNull, connection));
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId, long epochId) {
        return createWriter(partitionId, taskId);
    }

    /** Every row of the task is acknowledged. */
    private record Written() implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    /** Rows that were sent before an abort stay: the guarantee is at-least-once. */
    private record TaskWriter(RecordWriter records, RowRecords maker)
            implements DataWriter<InternalRow> {

        @Override
        public void write(InternalRow row) {
            records.send(maker.make(row));
        }

        @Override
        public WriterCommitMessage commit() {
            records.flush();
            return new Written();
        }

        @Override
        public void abort() {
            records.close();
        }

        @Override
        public void close() {
            records.close();
        }
    }
}
