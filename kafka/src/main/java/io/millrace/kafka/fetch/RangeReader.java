package io.millrace.kafka.fetch;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.kafka.plan.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the records of one range, in order, each once. Offsets without a record are passed over;
 * offsets that the partition no longer holds are data loss, dealt with by the policy of the
 * settings. Not thread-safe.
 */
public final class RangeReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ConsumerPool pool;
    private final FetchSettings settings;
    private final OffsetRange range;
    private final PartitionConsumer consumer;
    private boolean healthy = true;
    private boolean closed;

    public RangeReader(ConsumerPool pool, FetchSettings settings, OffsetRange range) {
        this.pool = pool;
        this.settings = settings;
        this.range = range;
        this.consumer = pool.take(settings, range);
    }

    /** The next record, valid until the one after it is asked for; null at the end of the range. */
    public FetchedRecord next() {
        // Whatever comes out of this but an answer leaves the consumer in doubt.
        healthy = false;
        FetchedRecord record;
        try {
            record = consumer.peek();
            if (record == null) {
                record = fetch();
            }
        } catch (KafkaException e) {
            throw KafkaFailure.translate(
                    e, settings.connection(), "read partition " + range.partition());
        }
        healthy = true;
        if (record == null || record.offset() >= range.until()) {
            return null;
        }
        consumer.take();
        return record;
    }

    private FetchedRecord fetch() {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        long before = consumer.position();
        while (consumer.position() < range.until()) {
            try {
                consumer.poll(POLL);
            } catch (LogTruncationException e) {
                passOverCut(e);
            } catch (OffsetOutOfRangeException e) {
                skipLostOffsets(e);
            }
            if (consumer.peek() != null) {
                return consumer.peek();
            }
            if (consumer.position() > before) {
                before = consumer.position();
                deadline = System.nanoTime() + settings.patience().toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                endOfPatience();
            }
        }
        return null;
    }

    /** Nothing comes: because nothing is there, or for a reason that is not known. */
    private void endOfPatience() {
        long position = consumer.position();
        MillraceException timeout =
                FetchError.FETCH_TIMEOUT.exception(
                        range.partition(),
                        position,
                        settings.connection().bootstrapServers(),
                        DurationText.format(settings.patience()),
                        range.until());
        LogBounds log;
        try {
            log = logBounds();
        } catch (MillraceException e) {
            timeout.addSuppressed(e);
            throw timeout;
        }
        if (position < log.end()) {
            throw timeout;
        }
        settings.onDataLoss()
                .report(
                        DataLoss.LOG_TRUNCATED.causedBy(
                                timeout, range.partition(), position, log.end()));
        consumer.seek(range.until());
    }

    /**
     * Reports that the log was cut before what has been read, and written anew; if the policy goes
     * on, reads what is there now.
     */
    private void passOverCut(LogTruncationException cause) {
        OffsetAndMetadata cut = cause.divergentOffsets().get(range.partition());
        long end = cut == null ? logBounds().end() : cut.offset();
        settings.onDataLoss()
                .report(
                        DataLoss.LOG_TRUNCATED.causedBy(
                                cause, range.partition(), consumer.position(), end));
        consumer.seekAgain();
    }

    /** Reports the loss; if the policy goes on, moves to the first offset that is still there. */
    private void skipLostOffsets(OffsetOutOfRangeException cause) {
        long position = consumer.position();
        LogBounds log = logBounds();
        if (log.first() <= position && position < log.end()) {
            // It was out of reach for a moment only.
            LockSupport.parkNanos(PAUSE.toNanos());
            consumer.seekAgain();
            return;
        }
        boolean expired = position < log.first();
        MillraceException loss =
                expired
                        ? DataLoss.RECORDS_EXPIRED.causedBy(
                                cause, range.partition(), position, log.first())
                        : DataLoss.LOG_TRUNCATED.causedBy(
                                cause, range.partition(), position, log.end());
        settings.onDataLoss().report(loss);
        // What lies beyond a truncated log is not there to be read: the range ends here.
        consumer.seek(expired ? Math.min(log.first(), range.until()) : range.until());
    }

    private LogBounds logBounds() {
        try (Admin admin = settings.connection().openAdmin()) {
            OffsetLookup lookup =
                    new OffsetLookup(admin, settings.connection(), settings.isolation());
            return lookup.bounds(List.of(range.partition())).get(range.partition());
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (healthy) {
            pool.giveBack(consumer);
        } else {
            consumer.close();
        }
    }

    /** For messages: which records this reader reads. */
    @Override
    public String toString() {
        return List.of(range, settings.connection()).toString();
    }
}
