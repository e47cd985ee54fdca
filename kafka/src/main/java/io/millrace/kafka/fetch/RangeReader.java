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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the records of one range, in order, each once. Offsets without a record are passed over;
 * offsets that the partition no longer holds are data loss, dealt with by the policy of the
 * settings. Not thread-safe.
 */
public final class RangeReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

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
        FetchedRecord record = consumer.peek();
        if (record == null) {
            record = fetch();
        }
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
            // Whatever comes out of this but an answer leaves the consumer in doubt.
            healthy = false;
            try {
                consumer.poll(POLL);
            } catch (OffsetOutOfRangeException e) {
                skipLostOffsets(e);
                healthy = true;
                continue;
            } catch (KafkaException e) {
                throw KafkaFailure.translate(
                        e, settings.connection(), "read partition " + range.partition());
            }
            healthy = true;
            if (consumer.peek() != null) {
                return consumer.peek();
            }
            if (consumer.position() > before) {
                before = consumer.position();
                deadline = System.nanoTime() + settings.patience().toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                healthy = false;
                throw FetchError.FETCH_TIMEOUT.exception(
                        range.partition(),
                        consumer.position(),
                        settings.connection().bootstrapServers(),
                        DurationText.format(settings.patience()),
                        range.until());
            }
        }
        return null;
    }

    /** Reports the loss; if the policy goes on, moves to the first offset that is still there. */
    private void skipLostOffsets(OffsetOutOfRangeException cause) {
        long position = consumer.position();
        LogBounds log = logBounds();
        if (log.first() <= position && position < log.end()) {
            // It was out of reach for a moment only.
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
