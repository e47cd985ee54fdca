package io.millrace.format.avro;

/**
 * The bytes of one value and how far they have been read. Everything that could lead outside of
 * them, or to work that is out of proportion to their number, is {@link MalformedAvro}.
 */
final class AvroInput {

    /** How many elements that take no bytes the arrays and maps of one value may have, together. */
    private static final int MAX_EMPTY_ELEMENTS = 1 << 16;

    /** How deep a value of a recursive type may be nested. */
    private static final int MAX_DEPTH = 1_000;

    static final int MICROS_PER_MILLI = 1_000;

    private byte[] data;
    private int at;
    private int end;
    private int emptyElements;
    private int depth;

    void reset(byte[] bytes, int offset, int length) {
        data = bytes;
        at = offset;
        end = offset + length;
        emptyElements = 0;
        depth = 0;
    }

    byte[] data() {
        return data;
    }

    /** The position of the next byte in {@link #data}. */
    int position() {
        return at;
    }

    /** Passes over bytes and gives the position of the first. */
    int take(int count) {
        int first = at;
        if (count > end - first) {
            throw truncated();
        }
        at = first + count;
        return first;
    }

    /** Passes over bytes. */
    void skip(long count) {
        if (count > end - at) {
            throw truncated();
        }
        at += (int) count;
    }

    boolean readBoolean() {
        return data[take(1)] == 1;
    }

    int readInt() {
        int position = at;
        int shift = 0;
        int bits = 0;
        while (position < end) {
            int next = data[position++];
            bits |= (next & 0x7f) << shift;
            if (next >= 0) {
                at = position;
                return bits >>> 1 ^ -(bits & 1);
            }
            shift += 7;
            if (shift > 28) {
                throw new MalformedAvro("an int of more than 5 bytes");
            }
        }
        throw truncated();
    }

    long readLong() {
        int position = at;
        int shift = 0;
        long bits = 0;
        while (position < end) {
            int next = data[position++];
            bits |= (next & 0x7fL) << shift;
            if (next >= 0) {
                at = position;
                return bits >>> 1 ^ -(bits & 1);
            }
            shift += 7;
            if (shift > 63) {
                throw new MalformedAvro("a long of more than 10 bytes");
            }
        }
        throw truncated();
    }

    /** Passes over a number of variable length. */
    void skipVarint() {
        int last = Math.min(end, at + 10);
        for (int position = at; position < last; position++) {
            if (data[position] >= 0) {
                at = position + 1;
                return;
            }
        }
        throw last == end ? truncated() : new MalformedAvro("a long of more than 10 bytes");
    }

    long readMillisAsMicros() {
        long millis = readLong();
        long micros = millis * MICROS_PER_MILLI;
        if (micros / MICROS_PER_MILLI != millis) {
            throw new MalformedAvro("a timestamp beyond the range of microseconds");
        }
        return micros;
    }

    float readFloat() {
        return Float.intBitsToFloat(littleEndianInt(take(Float.BYTES)));
    }

    double readDouble() {
        int first = take(Double.BYTES);
        long low = littleEndianInt(first) & 0xffff_ffffL;
        return Double.longBitsToDouble((long) littleEndianInt(first + 4) << 32 | low);
    }

    private int littleEndianInt(int first) {
        return data[first] & 0xff
                | (data[first + 1] & 0xff) << 8
                | (data[first + 2] & 0xff) << 16
                | data[first + 3] << 24;
    }

    /** The length of bytes or of a string, which are there. */
    int readLength() {
        long length = readLong();
        if (length < 0) {
            throw new MalformedAvro("a negative length");
        }
        if (length > end - at) {
            throw truncated();
        }
        return (int) length;
    }

    /** Which of so many branches or symbols comes. */
    int readIndex(int count, String what) {
        int index = readInt();
        if (index < 0 || index >= count) {
            throw new MalformedAvro(what + " " + index + " of " + count);
        }
        return index;
    }

    /**
     * The count of a block of an array or map, 0 at its end. A block may say its size in bytes.
     *
     * @param takesBytes whether each element takes at least one byte
     */
    int readCount(boolean takesBytes) {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLength();
        }
        return checkedCount(count, takesBytes);
    }

    /**
     * As {@link #readCount}, but passes over the block if it says its size, and gives -1 then.
     *
     * @param takesBytes whether each element takes at least one byte
     */
    int readCountOrSkip(boolean takesBytes) {
        long count = readLong();
        if (count < 0) {
            skip(readLength());
            return -1;
        }
        return takesBytes ? checkedCount(count, true) : (int) Math.min(count, 1);
    }

    private int checkedCount(long count, boolean takesBytes) {
        if (count < 0) {
            throw new MalformedAvro("a negative count");
        }
        if (takesBytes) {
            if (count > end - at) {
                throw truncated();
            }
        } else {
            if (count > MAX_EMPTY_ELEMENTS - emptyElements) {
                throw new MalformedAvro(
                        "more than " + MAX_EMPTY_ELEMENTS + " elements without content");
            }
            emptyElements += (int) count;
        }
        return (int) count;
    }

    /** Enters one more level of a value whose type contains itself. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MalformedAvro("nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    private static MalformedAvro truncated() {
        return new MalformedAvro("it ends too early");
    }
}
