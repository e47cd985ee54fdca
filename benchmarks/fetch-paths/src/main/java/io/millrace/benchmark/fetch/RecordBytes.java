package io.millrace.benchmark.fetch;

import java.nio.ByteBuffer;

/** Walks over uncompressed record batches of format 2 without making objects. */
final class RecordBytes {

    private static final int LENGTH = 8;
    private static final int AFTER_LENGTH = 12;
    private static final int COUNT = 57;
    private static final int RECORDS = 61;

    private final ByteBuffer buffer;
    private final byte[] array;
    private final int base;
    private final int limit;
    private int nextBatch;
    private int at;
    private int count;
    private int valueOffset;
    private int valueLength;

    RecordBytes(ByteBuffer buffer) {
        this.buffer = buffer;
        this.array = buffer.array();
        this.base = buffer.arrayOffset();
        this.limit = buffer.limit();
        this.nextBatch = buffer.position();
    }

    /** Goes to the next batch that is there as a whole. */
    boolean nextBatch() {
        if (nextBatch + RECORDS > limit) {
            return false;
        }
        int length = buffer.getInt(nextBatch + LENGTH);
        if (nextBatch + AFTER_LENGTH + length > limit) {
            return false;
        }
        count = buffer.getInt(nextBatch + COUNT);
        at = base + nextBatch + RECORDS;
        nextBatch += AFTER_LENGTH + length;
        return true;
    }

    int count() {
        return count;
    }

    void nextRecord() {
        int length = varint();
        int end = at + length;
        at++;
        skipVarlong();
        varint();
        int key = varint();
        at += Math.max(0, key);
        valueLength = varint();
        valueOffset = at;
        at = end;
    }

    byte[] array() {
        return array;
    }

    int valueOffset() {
        return valueOffset;
    }

    int valueLength() {
        return valueLength;
    }

    private int varint() {
        int raw = 0;
        int shift = 0;
        byte next;
        do {
            next = array[at++];
            raw |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return raw >>> 1 ^ -(raw & 1);
    }

    private void skipVarlong() {
        while (array[at++] < 0) {
            // Goes on.
        }
    }
}
