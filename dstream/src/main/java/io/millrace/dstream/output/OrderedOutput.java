package io.millrace.dstream.output;

import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.transaction.BatchPlan;
import java.time.Duration;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.streaming.Checkpoint;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;

/**
 * Writes the batches of a stream in their order, each when a checkpoint has it, and none after one
 * that failed. Lives in the checkpoint with the stream, and with it the id of the output; what is
 * transient belongs to one run.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class OrderedOutput<T> implements VoidFunction2<JavaRDD<T>, Time> {

    private static final long serialVersionUID = 1L;

    private final String id = UUID.randomUUID().toString();
    private final String name;
    private final long slideMillis;
    private final BatchSink<T> sink;

    /** The newest batch that was begun; a checkpoint may know of it by nothing else. */
    private volatile long newest = -1;

    /** The first batch that could not be written; -1 if there is none. In the checkpoint. */
    private volatile long failed = -1;

    private transient Exception failure;
    private transient SinkSession<T> session;

    OrderedOutput(String name, long slideMillis, BatchSink<T> sink) {
        this.name = name;
        this.slideMillis = slideMillis;
        this.sink = sink;
    }

    @Override
    public synchronized void call(JavaRDD<T> rdd, Time time) throws Exception {
        if (failure != null) {
            throw OutputError.OUTPUT_STOPPED.causedBy(
                    failure, time.milliseconds(), name, KafkaFailure.reason(failure));
        }
        try {
            write(rdd, time);
        } catch (Exception e) {
            // Spark throws what no signature tells of.
            failure = e;
            if (failed < 0) {
                failed = time.milliseconds();
            }
            throw e;
        }
    }

    private void write(JavaRDD<T> rdd, Time time) {
        if (failed >= 0 && time.milliseconds() > failed) {
            // Spark asks only the last output of a batch whether the batch is done.
            throw OutputError.FAILED_BATCH_PASSED_OVER.exception(time.milliseconds(), name, failed);
        }
        Replayable.require(rdd.rdd(), name);
        StreamingContext context = StreamingContext.getActive().get();
        CheckpointGate.await(context, time, name);
        long epoch = epoch(context, time);
        BatchPlan plan = new BatchPlan(rdd.getNumPartitions(), BatchInput.hash(context, time));
        if (session == null) {
            session =
                    sink.begin(new BatchStart(id, known(context), epoch, plan, age(context, time)));
        }
        newest = Math.max(newest, epoch);
        if (epoch < session.newestEpoch()) {
            // It is there. State is computed as it was, so that what follows finds it.
            rdd.foreachPartition(Drained::drain);
        } else {
            session.write(rdd, epoch, plan);
        }
        if (failed == time.milliseconds()) {
            failed = -1;
        }
    }

    /** Batches are numbered from the start of the first context of the checkpoint. */
    private long epoch(StreamingContext context, Time time) {
        return (time.milliseconds() - context.graph().zeroTime().milliseconds()) / slideMillis - 1;
    }

    private static Duration age(StreamingContext context, Time time) {
        return Duration.ofMillis(context.scheduler().clock().getTimeMillis() - time.milliseconds());
    }

    /** Spark's checkpoints have the time of a batch that is done, and know of later ones. */
    private long known(StreamingContext context) {
        if (!context.isCheckpointPresent()) {
            return -1;
        }
        Checkpoint checkpoint = context.initialCheckpoint();
        long known = Math.max(newest, epoch(context, checkpoint.checkpointTime()));
        for (Time pending : checkpoint.pendingTimes()) {
            known = Math.max(known, epoch(context, pending));
        }
        return known;
    }
}
