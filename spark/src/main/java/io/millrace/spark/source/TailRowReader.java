package io.millrace.spark.source;

import io.millrace.kafka.fetch.TailConsumerPool;
import io.millrace.kafka.fetch.TailReader;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.spark.deadletter.RecordLetters;
import io.millrace.spark.realtime.RealTimeStop;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;
import org.apache.spark.sql.connector.read.streaming.SupportsRealTimeRead;

/**
 * Hands records to a real-time query as they arrive, row by row. What a row holds is valid until
 * the next one.
 */
final class TailRowReader implements SupportsRealTimeRead<InternalRow> {

    private static final RecordStatus NONE = RecordStatus.newStatusWithoutArrivalTime(false);

    /** How long a task may not notice that its query is to end. */
    private static final Duration WAIT = Duration.ofMillis(200);

    /** Null while there are no partitions. */
    private final TailReader records;

    private final FetchedRecord fetched = new FetchedRecord();
    private final RecordRows rows;
    private final RecordAges ages = new RecordAges();
    private final RealTimeStop.Request stop = RealTimeStop.ofThisTask();
    private boolean started;

    TailRowReader(TailSplit split, SplitReaderFactory plan) {
        this.rows = new RecordRows(plan, 1, RecordLetters.NONE);
        this.records =
                split.from().isEmpty()
                        ? null
                        : new TailReader(TailConsumerPool.shared(), plan.fetch(), split.from());
    }

    @Override
    public boolean next() {
        throw new UnsupportedOperationException("records are waited for, in real-time mode");
    }

    /** Spark 4.1 asks in this way. */
    public RecordStatus nextWithTimeout(Long timeoutMillis) throws InterruptedIOException {
        started = true;
        ConsumerRecord<ByteBuffer, ByteBuffer> record = awaitWanted(timeoutMillis);
        if (record == null) {
            return NONE;
        }
        if (record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE) {
            return RecordStatus.newStatusWithoutArrivalTime(true);
        }
        ages.add(System.currentTimeMillis() - record.timestamp());
        return RecordStatus.newStatusWithArrivalTimeMs(record.timestamp());
    }

    /** The next record that is not skipped, decoded. */
    private ConsumerRecord<ByteBuffer, ByteBuffer> awaitWanted(long millis)
            throws InterruptedIOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            ConsumerRecord<ByteBuffer, ByteBuffer> record = await(deadline);
            if (record == null) {
                return null;
            }
            rows.reset();
            fetched.show(new TopicPartition(record.topic(), record.partition()), record);
            rows.count(1, fetched.bytes());
            if (rows.put(fetched, 0)) {
                return record;
            }
        }
    }

    private ConsumerRecord<ByteBuffer, ByteBuffer> await(long deadline)
            throws InterruptedIOException {
        long left = deadline - System.nanoTime();
        while (left > 0 && !stop.isMade()) {
            Duration wait = Duration.ofNanos(Math.min(left, WAIT.toNanos()));
            ConsumerRecord<ByteBuffer, ByteBuffer> record = null;
            if (records == null) {
                sleep(wait);
            } else {
                record = records.next(wait);
            }
            if (record != null) {
                return record;
            }
            left = deadline - System.nanoTime();
        }
        return null;
    }

    /** Spark 4.2 asks in this way. */
    public RecordStatus nextWithTimeout(Long startMillis, Long timeoutMillis)
            throws InterruptedIOException {
        return nextWithTimeout(timeoutMillis);
    }

    private static void sleep(Duration time) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the batch was stopped");
        }
    }

    @Override
    public PartitionOffset getOffset() {
        return new TailOffset(records == null ? Map.of() : records.positions(), started, ages);
    }

    @Override
    public InternalRow get() {
        return rows.batch(1).getRow(0);
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return rows.metrics();
    }

    @Override
    public void close() {
        if (records != null) {
            records.close();
        }
        rows.close();
    }
}
