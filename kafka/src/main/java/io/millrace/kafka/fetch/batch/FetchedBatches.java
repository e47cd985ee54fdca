package io.millrace.kafka.fetch.batch;

import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.fetch.record.FetchedRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.CloseableIterator;

/**
 * The batches of one fetch, in the shape of one record, so that the consumer hands them out by its
 * API. Their records are walked over once.
 */
final class FetchedBatches extends ConsumerRecord<ByteBuffer, ByteBuffer>
        implements FetchedRecords {

    /** A batch and where its bytes begin in the fetched buffer. */
    record Placed(DefaultRecordBatch batch, int position) {}

    /**
     * Beyond it a batch is decompressed piece by piece: a small one may hold a gigabyte of zeros.
     */
    private static final int DECOMPRESSED_LIMIT = 32 << 20;

    private static final byte[] NOTHING = {};

    private static final CloseableIterator<Record> NONE =
            CloseableIterator.wrap(Collections.emptyIterator());

    private final ByteBuffer buffer;
    private final TopicPartition place;
    private final Iterator<Placed> batches;
    private final long from;
    private final RecordBytes records;
    private final BufferSupplier buffers = BufferSupplier.create();
    private byte[] decompressed = {};
    private int decompressedLength;
    private CloseableIterator<Record> streamed = NONE;
    private TimestampType streamedTimes = TimestampType.NO_TIMESTAMP_TYPE;

    /**
     * @param buffer what was fetched, on the heap
     * @param batches those with records, in order
     * @param from records before this offset are passed over
     */
    FetchedBatches(TopicPartition partition, ByteBuffer buffer, List<Placed> batches, long from) {
        super(partition.topic(), partition.partition(), from, null, null);
        this.buffer = buffer;
        this.place = partition;
        this.batches = batches.iterator();
        this.from = from;
        this.records = new RecordBytes(partition);
    }

    @Override
    public boolean next(FetchedRecord record) {
        while (!nextStreamed(record) && !records.next(from, record)) {
            if (!batches.hasNext()) {
                return false;
            }
            open(batches.next());
        }
        return true;
    }

    private boolean nextStreamed(FetchedRecord record) {
        while (streamed.hasNext()) {
            Record next = streamed.next();
            if (next.offset() >= from) {
                show(next, record);
                return true;
            }
        }
        close();
        return false;
    }

    /** What decompresses a batch piece by piece may hold memory outside of the heap. */
    @Override
    public void close() {
        if (streamed != NONE) {
            streamed.close();
            streamed = NONE;
        }
    }

    private void show(Record next, FetchedRecord record) {
        record.place(place, next.offset(), next.timestamp(), streamedTimes);
        byte[] key = bytes(next.key());
        record.key(key == null ? NOTHING : key, 0, key == null ? FetchedRecord.NULL : key.length);
        byte[] value = bytes(next.value());
        record.value(
                value == null ? NOTHING : value,
                0,
                value == null ? FetchedRecord.NULL : value.length);
        record.headers(next::headers);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return buffer == null ? null : Utils.toArray(buffer);
    }

    private void open(Placed placed) {
        DefaultRecordBatch batch = placed.batch();
        if (batch.isCompressed() && !decompress(batch)) {
            streamedTimes = batch.timestampType();
            streamed = batch.streamingIterator(buffers);
            return;
        }
        records.begin(
                batch.baseOffset(),
                batch.baseTimestamp(),
                batch.timestampType(),
                batch.maxTimestamp(),
                batch.countOrNull());
        if (batch.isCompressed()) {
            records.over(decompressed, 0, decompressedLength);
        } else {
            int begin = buffer.arrayOffset() + placed.position();
            records.over(
                    buffer.array(),
                    begin + DefaultRecordBatch.RECORD_BATCH_OVERHEAD,
                    begin + batch.sizeInBytes());
        }
    }

    /** Decompresses a batch as a whole; false if it is too large for that. */
    private boolean decompress(DefaultRecordBatch batch) {
        int length = 0;
        try (InputStream in = batch.recordInputStream(buffers)) {
            for (int read = 0; read >= 0; length += Math.max(0, read)) {
                if (length == decompressed.length) {
                    if (length >= DECOMPRESSED_LIMIT) {
                        return false;
                    }
                    int larger = Math.max(2 * length, 4 * batch.sizeInBytes());
                    decompressed =
                            Arrays.copyOf(decompressed, Math.min(larger, DECOMPRESSED_LIMIT));
                }
                read = in.read(decompressed, length, decompressed.length - length);
            }
        } catch (IOException e) {
            throw new KafkaException(
                    "Cannot decompress the batch at offset " + batch.baseOffset() + " of " + place,
                    e);
        }
        decompressedLength = length;
        return true;
    }

    static boolean canRead(RecordBatch batch) {
        return batch.magic() == RecordBatch.MAGIC_VALUE_V2
                && batch instanceof DefaultRecordBatch counted
                && counted.countOrNull() != null;
    }
}
