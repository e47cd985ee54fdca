package io.millrace.kafka.produce;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** How many bytes a record takes on the wire, in Kafka's record format version 2 (KIP-98). */
public final class RecordSize {

    private static final int BATCH_HEADER = 61;
    private static final int ATTRIBUTES_AND_DELTAS = 3;

    private RecordSize() {}

    /** The size of an uncompressed batch that holds this record only. */
    public static long inBatchOfItsOwn(byte[] key, byte[] value, Iterable<Header> headers) {
        long body = ATTRIBUTES_AND_DELTAS + field(key) + field(value);
        int count = 0;
        for (Header header : headers) {
            count++;
            body += field(header.key().getBytes(StandardCharsets.UTF_8)) + field(header.value());
        }
        body += varint(count);
        return BATCH_HEADER + varint(body) + body;
    }

    private static long field(byte[] bytes) {
        // A null has the length -1, which takes one byte as a zigzag varint.
        return bytes == null ? 1 : varint(bytes.length) + bytes.length;
    }

    private static int varint(long number) {
        int bits = 64 - Long.numberOfLeadingZeros(number << 1);
        return Math.max(1, (bits + 6) / 7);
    }
}
