package io.millrace.spark.sink.kafka;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.BatchPlan;
import io.millrace.kafka.transaction.Lineage;
import io.millrace.kafka.transaction.RunStart;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import io.millrace.kafka.transaction.SinkRun;
import io.millrace.kafka.transaction.TransactionError;
import io.millrace.kafka.transaction.TransactionPool;
import io.millrace.kafka.transaction.TransactionScope;
import io.millrace.kafka.transaction.TransactionSupport;
import io.millrace.spark.query.BatchSplits;
import io.millrace.spark.query.QueryBatch;
import io.millrace.spark.query.RunningQuery;
import io.millrace.spark.query.SkipsCommittedTasks;
import io.millrace.spark.sink.json.RowJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/**
 * The driver's side of writing exactly once. Spark makes one for each micro-batch, and more while
 * it plans: nothing happens before the writers are asked for.
 */
final class ExactlyOnceWrite implements SkipsCommittedTasks {

    private static final String SINK = "sink";

    private final KafkaConnection connection;
    private final SinkLayout layout;
    private final RowJson.Settings json;
    private final RowLetterPlan lettersOrNull;
    private final NewLineage newLineage;

    ExactlyOnceWrite(
            KafkaConnection connection,
            SinkLayout layout,
            RowJson.Settings json,
            RowLetterPlan lettersOrNull,
            NewLineage newLineage) {
        this.connection = connection;
        this.layout = layout;
        this.json = json;
        this.lettersOrNull = lettersOrNull;
        this.newLineage = newLineage;
    }

    @Override
    public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
        QueryBatch batch =
                QueryBatch.ofThisThread()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "a streaming write outside of a micro-batch"));
        BatchPlan plan = new BatchPlan(info.numPartitions(), BatchSplits.hash(batch));
        String topic = layout.topic() == null ? TransactionScope.ANY_TOPIC : layout.topic();
        TransactionScope scope = new TransactionScope(batch.query(), SINK, topic);
        SinkRun run = SinkRuns.of(batch, scope, () -> begin(scope, batch, plan));
        run.announce(plan.tasks());
        return new TransactionWriterFactory(
                connection, layout, json, lettersOrNull, scope, run.number(), plan);
    }

    private SinkRun begin(TransactionScope scope, QueryBatch batch, BatchPlan plan) {
        RunningQuery query = RunningQuery.ofThisThread();
        if (newLineage == NewLineage.REFUSE) {
            requireEvidence(query, batch);
        }
        Optional<Lineage> lineage =
                layout.topic() == null ? Optional.empty() : query.name().map(Lineage::new);
        return SinkRun.begin(
                TransactionPool.shared().cluster(connection),
                new RunStart(scope, batch.epoch(), plan, lineage, newLineage),
                InstantSource.system());
    }

    /** A micro-batch may be repeated long after it was planned, if nobody started the query. */
    private void requireEvidence(RunningQuery query, QueryBatch batch) {
        Duration kept =
                TransactionSupport.of(connection).tokensKept().minus(SinkRun.BETWEEN_RECORDS);
        query.planned(batch.epoch())
                .map(planned -> Duration.between(planned, InstantSource.system().instant()))
                .filter(age -> age.compareTo(kept) > 0)
                .ifPresent(
                        age -> {
                            throw TransactionError.COMMIT_EVIDENCE_EXPIRED.exception(
                                    batch.epoch(), batch.query(), days(age), days(kept));
                        });
    }

    private static String days(Duration duration) {
        return duration.toDays() + " days " + duration.toHoursPart() + " hours";
    }

    @Override
    public boolean useCommitCoordinator() {
        // Whoever takes the transactional id last is the one that commits.
        return false;
    }

    @Override
    public void commit(long epochId, WriterCommitMessage[] messages) {
        Failpoint.SINK_BATCH_COMMITTED.pass();
    }

    @Override
    public void abort(long epochId, WriterCommitMessage[] messages) {
        // Each task has given up its own transaction, or its successor aborts it.
    }
}
