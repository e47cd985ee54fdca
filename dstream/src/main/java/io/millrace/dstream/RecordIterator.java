package io.millrace.dstream;

import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.kafka.fetch.RangeReader;
import io.millrace.kafka.fetch.record.FetchedRecord;
import io.millrace.kafka.plan.OffsetRange;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.executor.InputMetrics;

/** The records of one range, as a task reads them. */
final class RecordIterator<K, V> implements Iterator<ConsumerRecord<K, V>>, AutoCloseable {

    private static final int BETWEEN_METRICS = 1_000;

    private final RangeReader reader;
    private final Deserializers<K, V> deserializers;
    private final InputMetrics metrics;
    private ConsumerRecord<K, V> next;
    private boolean ended;
    private long records;
    private long bytes;

    RecordIterator(
            KafkaParams params, FetchSettings settings, OffsetRange range, InputMetrics metrics) {
        this.deserializers = Deserializers.take(params);
        this.metrics = metrics;
        try {
            this.reader = new RangeReader(ConsumerPool.shared(), settings, range);
        } catch (RuntimeException e) {
            deserializers.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            FetchedRecord record = reader.next();
            if (record == null) {
                ended = true;
            } else {
                records++;
                bytes += record.bytes();
                next = deserializers.record(record);
                if (records == BETWEEN_METRICS) {
                    report();
                }
            }
        }
        return next != null;
    }

    @Override
    public ConsumerRecord<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ConsumerRecord<K, V> record = next;
        next = null;
        return record;
    }

    private void report() {
        metrics.incRecordsRead(records);
        metrics.incBytesRead(bytes);
        records = 0;
        bytes = 0;
    }

    @Override
    public void close() {
        report();
        try {
            reader.close();
        } finally {
            deserializers.close();
        }
    }
}
