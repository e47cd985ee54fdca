package io.millrace.kafka.fetch.record;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/**
 * One record as it lies in the buffers that were fetched. The one object is filled again for the
 * next record, so what it shows is valid until then; the arrays belong to the buffers: read them,
 * do not change them. Not thread-safe.
 */
public final class FetchedRecord {

    /** The length of a key or a value that is null. */
    public static final int NULL = -1;

    /** Makes the headers of the record that is shown, when somebody asks. */
    @FunctionalInterface
    public interface Headers {
        Header[] read();
    }

    private static final byte[] NOTHING = {};

    private TopicPartition partition;
    private long offset;
    private long timestamp;
    private TimestampType timestampType;
    private byte[] keyArray;
    private int keyOffset;
    private int keyLength;
    private byte[] valueArray;
    private int valueOffset;
    private int valueLength;
    private Headers headers;

    /** Shows a record of the client, whose buffers lie on the heap. */
    public void show(TopicPartition from, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        place(from, record.offset(), record.timestamp(), record.timestampType());
        ByteBuffer key = record.key();
        if (key == null) {
            key(NOTHING, 0, NULL);
        } else {
            key(key.array(), key.arrayOffset() + key.position(), key.remaining());
        }
        ByteBuffer value = record.value();
        if (value == null) {
            value(NOTHING, 0, NULL);
        } else {
            value(value.array(), value.arrayOffset() + value.position(), value.remaining());
        }
        headers(record.headers()::toArray);
    }

    /** Sets where and when the record was written. */
    public void place(TopicPartition from, long at, long time, TimestampType typeOfTime) {
        partition = from;
        offset = at;
        timestamp = time;
        timestampType = typeOfTime;
    }

    /** Sets where the key lies. */
    public void key(byte[] array, int from, int length) {
        keyArray = array;
        keyOffset = from;
        keyLength = length;
    }

    /** Sets where the value lies. */
    public void value(byte[] array, int from, int length) {
        valueArray = array;
        valueOffset = from;
        valueLength = length;
    }

    /** Sets how the headers are read. */
    public void headers(Headers reader) {
        headers = reader;
    }

    public TopicPartition partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public long timestamp() {
        return timestamp;
    }

    public TimestampType timestampType() {
        return timestampType;
    }

    public byte[] keyArray() {
        return keyArray;
    }

    public int keyOffset() {
        return keyOffset;
    }

    /** How many bytes the key has; {@link #NULL} if there is none. */
    public int keyLength() {
        return keyLength;
    }

    public byte[] valueArray() {
        return valueArray;
    }

    public int valueOffset() {
        return valueOffset;
    }

    /** How many bytes the value has; {@link #NULL} if there is none. */
    public int valueLength() {
        return valueLength;
    }

    /** The headers, made anew by each call; an empty array if there are none. */
    public Header[] headers() {
        return headers.read();
    }

    /** How many bytes key and value have together. */
    public int bytes() {
        return Math.max(0, keyLength) + Math.max(0, valueLength);
    }
}
