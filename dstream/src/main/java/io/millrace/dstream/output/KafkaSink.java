package io.millrace.dstream.output;

import io.millrace.dstream.output.KafkaOutput.EarlierOutput;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.Lineage;
import io.millrace.kafka.transaction.RunStart;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import io.millrace.kafka.transaction.SafeClient;
import io.millrace.kafka.transaction.SinkRun;
import io.millrace.kafka.transaction.TransactionError;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import io.millrace.kafka.transaction.TransactionSupport;
import io.millrace.kafka.write.SinkTopic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;

/** Writes to Kafka: each partition in a transaction of its own, with its token. */
final class KafkaSink<T> implements BatchSink<T> {

    private static final long serialVersionUID = 1L;
    private static final String SINK = "dstream";

    private final KafkaOutput output;
    private final Function<T, ProducerRecord<byte[], byte[]>> records;

    KafkaSink(KafkaOutput output, Function<T, ProducerRecord<byte[], byte[]>> records) {
        this.output = output;
        this.records = records;
    }

    @Override
    public SinkSession<T> begin(BatchStart start) {
        KafkaConnection connection = output.connection();
        SafeClient.require();
        TransactionSupport support = TransactionSupport.of(connection);
        support.require(connection);
        if (output.isOfOneTopic()) {
            SinkTopic.requireWritable(connection, output.topic());
        }
        requireEvidence(start, support);
        TransactionScope scope = new TransactionScope(start.id(), SINK, output.topic());
        SinkRun run =
                SinkRun.resume(
                        TransactionPool.shared().cluster(connection),
                        new RunStart(
                                scope,
                                start.known(),
                                start.plan(),
                                lineage(),
                                output.earlierOutput() == EarlierOutput.ACCEPTED
                                        ? NewLineage.ALLOW
                                        : NewLineage.REFUSE),
                        InstantSource.system());
        return new Session(scope, run);
    }

    private Optional<Lineage> lineage() {
        return output.isOfOneTopic() ? Optional.of(new Lineage(output.name())) : Optional.empty();
    }

    /** A batch may be repeated long after it was planned, if nobody started the program. */
    private void requireEvidence(BatchStart start, TransactionSupport support) {
        Duration kept = support.tokensKept().minus(SinkRun.BETWEEN_RECORDS);
        if (start.known() >= 0
                && start.age().compareTo(kept) > 0
                && output.earlierOutput() == EarlierOutput.REFUSED) {
            throw TransactionError.COMMIT_EVIDENCE_EXPIRED.exception(
                    start.epoch(), output.name(), days(start.age()), days(kept));
        }
    }

    private static String days(Duration duration) {
        return duration.toDays() + " days " + duration.toHoursPart() + " hours";
    }

    private final class Session implements SinkSession<T> {

        private final TransactionScope scope;
        private final SinkRun run;

        Session(TransactionScope scope, SinkRun run) {
            this.scope = scope;
            this.run = run;
        }

        @Override
        public long newestEpoch() {
            return run.newestEpoch();
        }

        @Override
        public void write(JavaRDD<T> rdd, long epoch, BatchPlan plan) {
            if (epoch == run.newestEpoch()) {
                run.requireFitting(epoch, plan);
            }
            run.announce(plan.tasks());
            rdd.foreachPartition(
                    new KafkaTask<>(output, records, scope, run.number(), epoch, plan));
        }
    }
}
