package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.receiver.Receiver;

/**
 * A receiver that tells its source that records have arrived only when Spark has stored them. To
 * write one for another source, extend this class, {@linkplain #open open} a source for each
 * thread, and make the stream with {@link ReceiverStreams#createStream(
 * org.apache.spark.streaming.api.java.JavaStreamingContext, ReliableReceiver)}.
 *
 * <p><b>Guarantee.</b> At least once, if the source gives again what was not acknowledged, {@code
 * spark.streaming.receiver.writeAheadLog.enable} is true and there is a checkpoint directory: a
 * block is acknowledged after it is in the block manager and in the log, and the driver has written
 * down that it is there. After a crash records that were stored and not acknowledged are received
 * again. Without the log, blocks that were acknowledged and not processed are lost with the process
 * that holds them.
 *
 * <p><b>Threads.</b> Each has a source of its own. It polls it until {@code
 * spark.streaming.blockInterval} has passed since the first record of a block or the block is full,
 * stores the block and acknowledges it. What fails is reported to the driver, and the source is
 * closed and opened anew after half a second, which doubles with each failure in a row up to half a
 * minute. {@code spark.streaming.receiver.maxRate} and back-pressure hold for all threads together.
 *
 * <p>The receiver is serialized with the stream, into the checkpoint, too: fields must be
 * serializable, and no secrets.
 */
@PublicApi
public abstract class ReliableReceiver<T> extends Receiver<T> {

    static final String LOG_ENABLED = "spark.streaming.receiver.writeAheadLog.enable";

    private static final long serialVersionUID = 1L;
    private static final String BLOCK_INTERVAL = "spark.streaming.blockInterval";

    private final int threads;
    private final LogPolicy logPolicy;
    private transient List<ReceiverThread<T>> running;

    /**
     * @param storageLevel where blocks are kept; with the log on, Spark keeps them serialized and
     *     once
     * @param threads how many threads receive, from 1 on
     */
    protected ReliableReceiver(StorageLevel storageLevel, int threads, LogPolicy logPolicy) {
        super(storageLevel);
        if (threads < 1) {
            throw ReceiverError.INVALID_RECEIVER.exception(
                    "number of threads", threads, "at least one");
        }
        this.threads = threads;
        this.logPolicy = logPolicy;
    }

    /**
     * Connects to the source; called by the thread that uses it, on the executor.
     *
     * @param thread which of the threads, from 0 on
     */
    protected abstract AcknowledgedSource<T> open(int thread) throws Exception;

    /** What is received from, for messages: {@code topic 'clicks'}. */
    protected abstract String describe();

    final LogPolicy logPolicy() {
        return logPolicy;
    }

    @Override
    public final void onStart() {
        SparkConf conf = SparkEnv.get().conf();
        LogCheck.check(conf, this);
        Duration interval = Duration.ofMillis(conf.getTimeAsMs(BLOCK_INTERVAL, "200ms"));
        List<ReceiverThread<T>> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(new ReceiverThread<>(this, i, interval));
        }
        running = started;
        started.forEach(ReceiverThread::start);
    }

    @Override
    public final void onStop() {
        if (running != null) {
            running.forEach(ReceiverThread::requestStop);
            running.forEach(ReceiverThread::awaitStop);
        }
    }

    /** How many records a second one thread may let in. */
    final long rateLimit() {
        return Math.max(1, supervisor().getCurrentRateLimit() / threads);
    }
}
