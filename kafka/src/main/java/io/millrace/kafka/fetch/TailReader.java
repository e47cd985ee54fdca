package io.millrace.kafka.fetch;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.kafka.plan.OffsetRange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions as their records arrive, each partition in order, without an end. Offsets that a
 * partition no longer holds are data loss, dealt with by the policy of the settings. Not
 * thread-safe.
 */
public final class TailReader implements AutoCloseable {

    private final TailConsumerPool pool;
    private final FetchSettings settings;
    private final List<OffsetRange> from;
    private final TailConsumer consumer;
    private boolean healthy = true;
    private boolean closed;

    /**
     * @param from the partitions, at least one, and where to begin; ends are not looked at
     */
    public TailReader(TailConsumerPool pool, FetchSettings settings, List<OffsetRange> from) {
        this.pool = pool;
        this.settings = settings;
        this.from = List.copyOf(from);
        this.consumer = pool.take(settings, from);
    }

    /**
     * The next record, or null if none arrives within the limit. Key and value are views into the
     * heap arrays of fetched buffers: read them, do not change them.
     */
    public ConsumerRecord<ByteBuffer, ByteBuffer> next(Duration limit) {
        ConsumerRecord<ByteBuffer, ByteBuffer> record = consumer.takeFetched();
        if (record != null) {
            return record;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (record == null && left > 0) {
            poll(Duration.ofNanos(left));
            record = consumer.takeFetched();
            left = deadline - System.nanoTime();
        }
        return record;
    }

    /** The next offset of each partition: everything before it was handed out, or was no record. */
    public Map<TopicPartition, Long> positions() {
        return consumer.positions();
    }

    private void poll(Duration limit) {
        // Whatever comes out of this but an answer leaves the consumer in doubt.
        healthy = false;
        try {
            consumer.poll(limit);
        } catch (LogTruncationException e) {
            e.partitions().forEach(partition -> passOverCut(partition, e));
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(partition -> skipLostOffsets(partition, e));
        } catch (KafkaException e) {
            throw KafkaFailure.translate(
                    e, settings.connection(), "read partitions " + consumer.positions().keySet());
        }
        healthy = true;
    }

    /**
     * Reports that the log was cut before what has been read, and written anew; if the policy goes
     * on, reads what is there now.
     */
    private void passOverCut(TopicPartition partition, LogTruncationException cause) {
        long position = consumer.positions().get(partition);
        long logEnd = logBounds(partition).end();
        OffsetAndMetadata cut = cause.divergentOffsets().get(partition);
        settings.onDataLoss()
                .report(
                        DataLoss.LOG_TRUNCATED.causedBy(
                                cause, partition, position, cut == null ? logEnd : cut.offset()));
        consumer.move(partition, Math.min(position, logEnd));
    }

    /** Reports the loss; if the policy goes on, moves to what is there. */
    private void skipLostOffsets(TopicPartition partition, OffsetOutOfRangeException cause) {
        long position = consumer.positions().get(partition);
        LogBounds log = logBounds(partition);
        if (log.first() <= position && position <= log.end()) {
            // It was out of reach for a moment only.
            consumer.move(partition, position);
            return;
        }
        boolean expired = position < log.first();
        MillraceException loss =
                expired
                        ? DataLoss.RECORDS_EXPIRED.causedBy(cause, partition, position, log.first())
                        : DataLoss.LOG_TRUNCATED.causedBy(cause, partition, position, log.end());
        settings.onDataLoss().report(loss);
        consumer.move(partition, expired ? log.first() : log.end());
    }

    private LogBounds logBounds(TopicPartition partition) {
        try (Admin admin = settings.connection().openAdmin()) {
            OffsetLookup lookup =
                    new OffsetLookup(admin, settings.connection(), settings.isolation());
            return lookup.bounds(List.of(partition)).get(partition);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (healthy) {
            pool.giveBack(settings, from, consumer);
        } else {
            consumer.close();
        }
    }
}
