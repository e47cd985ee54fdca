package io.millrace.kafka.fetch.batch;

import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.fetch.record.FetchedRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;

/**
 * The batches of one fetch, in the shape of one record, so that the consumer hands them out by its
 * API. Their records are walked over once.
 */
final class FetchedBatches extends ConsumerRecord<ByteBuffer, ByteBuffer>
        implements FetchedRecords {

    /** A batch and where its bytes begin in the fetched buffer. */
    record Placed(DefaultRecordBatch batch, int position) {}

    private final ByteBuffer buffer;
    private final Iterator<Placed> batches;
    private final long from;
    private final RecordBytes records;
    private final BufferSupplier buffers = BufferSupplier.create();
    private byte[] decompressed = {};

    /**
     * @param buffer what was fetched, on the heap
     * @param batches those with records, in order
     * @param from records before this offset are passed over
     */
    FetchedBatches(TopicPartition partition, ByteBuffer buffer, List<Placed> batches, long from) {
        super(partition.topic(), partition.partition(), from, null, null);
        this.buffer = buffer;
        this.batches = batches.iterator();
        this.from = from;
        this.records = new RecordBytes(partition);
    }

    @Override
    public boolean next(FetchedRecord record) {
        while (!records.next(from, record)) {
            if (!batches.hasNext()) {
                return false;
            }
            open(batches.next());
        }
        return true;
    }

    private void open(Placed placed) {
        DefaultRecordBatch batch = placed.batch();
        records.begin(
                batch.baseOffset(),
                batch.baseTimestamp(),
                batch.timestampType(),
                batch.maxTimestamp(),
                batch.countOrNull());
        if (batch.isCompressed()) {
            int length = decompress(batch);
            records.over(decompressed, 0, length);
        } else {
            int begin = buffer.arrayOffset() + placed.position();
            records.over(
                    buffer.array(),
                    begin + DefaultRecordBatch.RECORD_BATCH_OVERHEAD,
                    begin + batch.sizeInBytes());
        }
    }

    private int decompress(DefaultRecordBatch batch) {
        int length = 0;
        try (InputStream in = batch.recordInputStream(buffers)) {
            while (true) {
                if (length == decompressed.length) {
                    int larger = Math.max(2 * length, 4 * batch.sizeInBytes());
                    decompressed = Arrays.copyOf(decompressed, larger);
                }
                int read = in.read(decompressed, length, decompressed.length - length);
                if (read < 0) {
                    return length;
                }
                length += read;
            }
        } catch (IOException e) {
            throw new KafkaException(
                    "Cannot decompress the batch at offset "
                            + batch.baseOffset()
                            + " of "
                            + topic()
                            + "-"
                            + partition(),
                    e);
        }
    }

    static boolean canRead(RecordBatch batch) {
        return batch.magic() == RecordBatch.MAGIC_VALUE_V2
                && batch instanceof DefaultRecordBatch counted
                && counted.countOrNull() != null;
    }
}
