package io.millrace.kafka.fetch;

import io.millrace.kafka.client.KafkaFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of several partitions that hands out records one by one and knows what comes next in
 * each. Used by one task at a time.
 */
final class TailConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(TailConsumer.class);

    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private ConsumerRecords<ByteBuffer, ByteBuffer> polled = ConsumerRecords.empty();
    private Iterator<TopicPartition> partitions = Collections.emptyIterator();
    private TopicPartition partition;
    private Iterator<ConsumerRecord<ByteBuffer, ByteBuffer>> records = Collections.emptyIterator();
    private long taken;
    private long idleSince;

    TailConsumer(FetchSettings settings, Iterable<TopicPartition> assigned) {
        try {
            this.consumer =
                    new KafkaConsumer<>(
                            settings.consumerProperties(),
                            new HeapBufferDeserializer(),
                            new HeapBufferDeserializer());
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, settings.connection(), "open a consumer");
        }
        assigned.forEach(p -> next.put(p, -1L));
        consumer.assign(next.keySet());
    }

    /** What comes next in each partition: nothing before it is handed out any more. */
    Map<TopicPartition, Long> positions() {
        settle();
        return Map.copyOf(next);
    }

    /** Goes on from these offsets, with what has been fetched already if that is where it is. */
    void seek(Map<TopicPartition, Long> from) {
        if (!positions().equals(from)) {
            forget();
            from.forEach(this::seek);
        }
    }

    /** Goes on from this offset in one partition, and from where the others stand. */
    void move(TopicPartition moved, long offset) {
        Map<TopicPartition, Long> from = new HashMap<>(positions());
        from.put(moved, offset);
        forget();
        from.forEach(this::seek);
    }

    private void seek(TopicPartition sought, long offset) {
        consumer.seek(sought, offset);
        next.put(sought, offset);
    }

    private void forget() {
        polled = ConsumerRecords.empty();
        partitions = Collections.emptyIterator();
        partition = null;
        records = Collections.emptyIterator();
    }

    /** The next record that has been fetched, or null if there is none. */
    ConsumerRecord<ByteBuffer, ByteBuffer> takeFetched() {
        while (!records.hasNext()) {
            if (!partitions.hasNext()) {
                return null;
            }
            settle();
            partition = partitions.next();
            records = polled.records(partition).iterator();
            taken = -1;
        }
        ConsumerRecord<ByteBuffer, ByteBuffer> record = records.next();
        taken = record.offset();
        return record;
    }

    /** Writes down how far the current partition has been taken. */
    private void settle() {
        if (partition != null && taken >= 0) {
            next.put(partition, taken + 1);
        }
        if (!records.hasNext() && !partitions.hasNext()) {
            // Behind the last record there may be offsets that carry none.
            polled.nextOffsets().forEach((p, position) -> next.put(p, position.offset()));
        }
    }

    /**
     * Waits for records, in the client and without spinning, once all that were fetched are taken.
     *
     * @throws OffsetOutOfRangeException if a partition does not hold its position any more
     */
    void poll(Duration limit) {
        settle();
        forget();
        polled = consumer.poll(limit);
        partitions = polled.partitions().iterator();
        settle();
    }

    void markIdle(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            LOG.debug("Closing the consumer of {} failed", next.keySet(), e);
        }
    }
}
