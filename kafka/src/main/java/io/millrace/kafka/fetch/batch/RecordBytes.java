package io.millrace.kafka.fetch.batch;

import io.millrace.kafka.fetch.record.FetchedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;

/**
 * Walks over the records of one batch of format 2, uncompressed, as KIP-98 lays them out: length,
 * attributes, timestamp delta, offset delta, key, value, headers; numbers as zig-zag varints.
 */
final class RecordBytes implements FetchedRecord.Headers {

    private static final Header[] NO_HEADERS = {};
    private static final int MAX_VARINT_BYTES = 5;
    private static final int MAX_VARLONG_BYTES = 10;

    private final TopicPartition partition;
    private byte[] array = {};
    private int at;
    private int limit;
    private int left;
    private long baseOffset;
    private long baseTimestamp;
    private long appendTime;
    private TimestampType timestampType = TimestampType.CREATE_TIME;
    private int headersAt;

    RecordBytes(TopicPartition partition) {
        this.partition = partition;
    }

    /** What all records of a batch share. */
    void begin(long offset, long timestamp, TimestampType type, long maxTimestamp, int count) {
        baseOffset = offset;
        baseTimestamp = timestamp;
        timestampType = type;
        appendTime = maxTimestamp;
        left = count;
    }

    /** Where the records of the batch lie. */
    void over(byte[] bytes, int from, int to) {
        array = bytes;
        at = from;
        limit = to;
    }

    /** Shows the next record of this offset or later; false at the end of the batch. */
    boolean next(long from, FetchedRecord record) {
        while (left > 0) {
            left--;
            int length = varint();
            int end = at + length;
            if (length < 0 || end > limit) {
                throw broken("a record of " + length + " bytes does not fit its batch");
            }
            at++;
            long timestamp = baseTimestamp + varlong();
            long offset = baseOffset + varint();
            if (offset >= from) {
                show(record, offset, timestamp, end);
                at = end;
                return true;
            }
            at = end;
        }
        return false;
    }

    private void show(FetchedRecord record, long offset, long timestamp, int end) {
        boolean appended = timestampType == TimestampType.LOG_APPEND_TIME;
        record.place(partition, offset, appended ? appendTime : timestamp, timestampType);
        int keyLength = varint();
        record.key(array, at, keyLength);
        skip(keyLength, end);
        int valueLength = varint();
        record.value(array, at, valueLength);
        skip(valueLength, end);
        headersAt = at;
        record.headers(this);
    }

    private void skip(int length, int end) {
        if (length < FetchedRecord.NULL || length > end - at) {
            throw broken("a key or value of " + length + " bytes does not fit its record");
        }
        at += Math.max(0, length);
    }

    /** Of the record that was shown last. */
    @Override
    public Header[] read() {
        int resume = at;
        at = headersAt;
        try {
            int count = varint();
            if (count == 0) {
                return NO_HEADERS;
            }
            if (count < 0 || count > resume - at) {
                throw broken("it says to have " + count + " headers");
            }
            Header[] headers = new Header[count];
            for (int i = 0; i < count; i++) {
                byte[] key = bytes(resume);
                if (key == null) {
                    throw broken("a header has no key");
                }
                headers[i] =
                        new RecordHeader(new String(key, StandardCharsets.UTF_8), bytes(resume));
            }
            return headers;
        } finally {
            at = resume;
        }
    }

    private byte[] bytes(int end) {
        int length = varint();
        int from = at;
        skip(length, end);
        return length < 0 ? null : Arrays.copyOfRange(array, from, at);
    }

    private int varint() {
        int raw = array[at++];
        if (raw >= 0) {
            return raw >>> 1 ^ -(raw & 1);
        }
        raw &= 0x7f;
        for (int i = 1; i < MAX_VARINT_BYTES; i++) {
            byte next = array[at++];
            raw |= (next & 0x7f) << 7 * i;
            if (next >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw broken("a number has no end");
    }

    private long varlong() {
        long raw = 0;
        for (int i = 0; i < MAX_VARLONG_BYTES; i++) {
            byte next = array[at++];
            raw |= (next & 0x7fL) << 7 * i;
            if (next >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw broken("a number has no end");
    }

    private KafkaException broken(String reason) {
        return new KafkaException(
                "Cannot read the batch at offset "
                        + baseOffset
                        + " of "
                        + partition
                        + ": "
                        + reason);
    }
}
