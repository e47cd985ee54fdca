package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where one record after another is written. Text is ASCII. Not thread-safe. */
public final class RecordBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes = new byte[1024];
    private int length;
    private long timestamp;

    /** Begins a record. */
    RecordBuffer begin(long recordTimestamp) {
        length = 0;
        timestamp = recordTimestamp;
        return this;
    }

    RecordBuffer put(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    RecordBuffer putByte(int value) {
        bytes[length++] = (byte) value;
        return this;
    }

    /** Writes a number in groups of seven bits, as Avro and Protobuf do. */
    RecordBuffer putVarint(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            putByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return putByte((int) rest);
    }

    /** Writes a number that is not negative. */
    RecordBuffer put(long number) {
        int digits = digits(number);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** How long the text of a number is that is not negative. */
    static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes the last digits of a number in hexadecimal. */
    RecordBuffer putHex(long number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (number >>> shift) & 0xf];
        }
        return this;
    }

    /** How many bytes the value has. */
    public int length() {
        return length;
    }

    /** A copy of the value. */
    public byte[] value() {
        return Arrays.copyOf(bytes, length);
    }

    /** The timestamp of the record, in milliseconds since 1970 UTC. */
    public long timestamp() {
        return timestamp;
    }
}
