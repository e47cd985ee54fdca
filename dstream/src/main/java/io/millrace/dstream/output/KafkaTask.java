package io.millrace.dstream.output;

import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.TaskIdentity;
import io.millrace.kafka.transaction.TaskTransaction;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import java.util.Iterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.VoidFunction;

/** Writes a partition of a batch. */
record KafkaTask<T>(
        KafkaOutput output,
        Function<T, ProducerRecord<byte[], byte[]>> records,
        TransactionScope scope,
        long run,
        long epoch,
        BatchPlan plan)
        implements VoidFunction<Iterator<T>> {

    private static final long serialVersionUID = 1L;

    @Override
    public void call(Iterator<T> elements) throws Exception {
        TaskContext context = TaskContext.get();
        int attempt = context.attemptNumber() + context.stageAttemptNumber();
        TaskIdentity task =
                new TaskIdentity(scope, run, epoch, plan, context.partitionId(), attempt);
        try (TaskTransaction transaction =
                new TaskTransaction(TransactionPool.shared(), output.connection(), task)) {
            while (elements.hasNext()) {
                transaction.send(checked(records.call(elements.next())));
            }
            transaction.commit();
        }
    }

    private ProducerRecord<byte[], byte[]> checked(ProducerRecord<byte[], byte[]> record) {
        if (output.isOfOneTopic() && !record.topic().equals(output.topic())) {
            throw OutputError.OTHER_TOPIC.exception(record.topic(), output.name(), output.topic());
        }
        return record;
    }
}
