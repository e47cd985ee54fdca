package io.millrace.kafka.fetch;

import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.fetch.batch.BatchCollector;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.fetch.record.FetchedRecords;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of one partition that outlives the batches: it keeps its connections, and the records
 * it fetched beyond the end of a batch serve the next one. Keys and values are slices of the
 * fetched buffers, not copies. Used by one task at a time.
 */
final class PartitionConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionConsumer.class);

    private final FetchSettings settings;
    private final TopicPartition partition;
    private final String topicId;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final FetchedRecord record = new FetchedRecord();
    private FetchedRecords fetched = FetchedRecords.NONE;
    private boolean shown;
    private long afterFetched = -1;
    private long taken = -1;
    private long position = -1;
    private long idleSince;

    PartitionConsumer(FetchSettings settings, TopicPartition partition, String topicId) {
        this.settings = settings;
        this.partition = partition;
        this.topicId = topicId;
        try {
            this.consumer =
                    new KafkaConsumer<>(
                            settings.consumerProperties(),
                            new HeapBufferDeserializer(),
                            new HeapBufferDeserializer());
        } catch (KafkaException e) {
            throw KafkaFailure.translate(e, settings.connection(), "open a consumer");
        }
        if (settings.batches() == RecordBatches.WHOLE) {
            BatchCollector.install(consumer);
        }
        consumer.assign(List.of(partition));
    }

    FetchSettings settings() {
        return settings;
    }

    TopicPartition partition() {
        return partition;
    }

    String topicId() {
        return topicId;
    }

    /** The offset that comes next; nothing before it is delivered any more. */
    long position() {
        return position;
    }

    /** Whether the next record from here on is the next record from that offset on. */
    boolean standsAt(long offset) {
        return offset > taken && offset <= position;
    }

    void seek(long offset) {
        if (!standsAt(offset)) {
            forgetFetched();
            consumer.seek(partition, offset);
            taken = offset - 1;
            afterFetched = offset;
            position = offset;
        }
    }

    private void forgetFetched() {
        fetched.close();
        fetched = FetchedRecords.NONE;
        shown = false;
    }

    /** Asks for the position again, which the partition did not hold a moment ago. */
    void seekAgain() {
        consumer.seek(partition, position);
    }

    /**
     * The next record without taking it, or null if none has been fetched. It is valid until the
     * next question for one that comes after it has been taken.
     */
    FetchedRecord peek() {
        if (!shown) {
            shown = fetched.next(record);
            // What carries no record, before this one or behind the last, is passed over.
            position = shown ? record.offset() : afterFetched;
        }
        return shown ? record : null;
    }

    /** Takes the record that was peeked at. */
    void take() {
        taken = record.offset();
        position = taken + 1;
        shown = false;
    }

    /**
     * Fetches more once everything fetched is taken. The position moves over offsets that carry no
     * record: transaction markers, aborted and compacted records.
     *
     * @throws OffsetOutOfRangeException if the partition does not hold the position any more
     */
    void poll(Duration limit) {
        ConsumerRecords<ByteBuffer, ByteBuffer> records = consumer.poll(limit);
        fetched = BatchCollector.read(partition, records.records(partition));
        shown = false;
        OffsetAndMetadata next = records.nextOffsets().get(partition);
        if (next != null) {
            afterFetched = next.offset();
        }
        peek();
    }

    void markIdle(long nanoTime) {
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        forgetFetched();
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException e) {
            LOG.debug("Closing the consumer of {} failed", partition, e);
        }
    }
}
