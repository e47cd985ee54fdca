package io.millrace.format.protobuf;

import io.millrace.format.plain.Words;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of one message, read from front to back. Everything that can be wrong with them ends in
 * a {@link MalformedMessage}, as it ends in an exception of the Java library of Protobuf.
 */
final class WireInput {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    /** How many bits of a tag are the wire type. */
    static final int TAG_BITS = 3;

    private static final int TYPE_MASK = (1 << TAG_BITS) - 1;

    /** The library refuses messages that are nested more deeply. */
    static final int MAX_DEPTH = 100;

    private static final int PAYLOAD_BITS = 7;

    /** Where the bits of a tenth byte go. */
    private static final int LAST_SHIFT = 63;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] data = {};
    private int at;
    private int limit;

    static int wireType(int tag) {
        return tag & TYPE_MASK;
    }

    static int fieldNumber(int tag) {
        return tag >>> TAG_BITS;
    }

    void open(byte[] source, int offset, int length) {
        data = source;
        at = offset;
        limit = offset + length;
    }

    byte[] data() {
        return data;
    }

    /** Where the next byte is. */
    int position() {
        return at;
    }

    boolean atLimit() {
        return at == limit;
    }

    /** Enters the bytes of a field, whose length comes next; the result is for {@link #leave}. */
    int enter() {
        int outer = limit;
        int length = length();
        limit = at + length;
        return outer;
    }

    /** Leaves a field whose bytes have all been read. */
    void leave(int outer) {
        limit = outer;
    }

    /** The next tag. There is at least one more byte. */
    int tag() {
        int tag = varint32();
        if (fieldNumber(tag) == 0) {
            throw MalformedMessage.BAD_TAG;
        }
        return tag;
    }

    int varint32() {
        return (int) varint64();
    }

    long varint64() {
        if (at < limit && data[at] >= 0) {
            return data[at++];
        }
        return longVarint();
    }

    private long longVarint() {
        long value = 0;
        for (int shift = 0; shift < LAST_SHIFT; shift += PAYLOAD_BITS) {
            byte b = next();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        if (next() < 0) {
            throw MalformedMessage.LONG_VARINT;
        }
        // A tenth byte is there for the highest bit only; the library does not look what it is.
        return value | 1L << LAST_SHIFT;
    }

    private byte next() {
        if (at == limit) {
            throw MalformedMessage.TRUNCATED;
        }
        return data[at++];
    }

    int fixed32() {
        return (int) INTS.get(data, advance(Integer.BYTES));
    }

    long fixed64() {
        return Words.at(data, advance(Long.BYTES));
    }

    /** A length, of which is sure that so many bytes follow. */
    int length() {
        int length = varint32();
        if (length < 0) {
            throw MalformedMessage.NEGATIVE_LENGTH;
        }
        if (length > limit - at) {
            throw MalformedMessage.TRUNCATED;
        }
        return length;
    }

    /** Passes over so many bytes and returns where they begin. */
    int advance(int bytes) {
        if (bytes > limit - at) {
            throw MalformedMessage.TRUNCATED;
        }
        int from = at;
        at += bytes;
        return from;
    }

    /**
     * Passes over the field whose tag was read last.
     *
     * @param depth how many messages the field lies in, not counting the outermost
     */
    void skip(int tag, int depth) {
        switch (wireType(tag)) {
            case VARINT -> varint64();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH_DELIMITED -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            case START_GROUP -> skipGroup(fieldNumber(tag), depth);
            case END_GROUP -> throw MalformedMessage.BAD_GROUP;
            default -> throw MalformedMessage.BAD_TAG;
        }
    }

    private void skipGroup(int number, int depth) {
        if (depth >= MAX_DEPTH) {
            throw MalformedMessage.TOO_DEEP;
        }
        while (true) {
            if (at == limit) {
                throw MalformedMessage.TRUNCATED;
            }
            int tag = tag();
            if (wireType(tag) == END_GROUP && fieldNumber(tag) == number) {
                return;
            }
            skip(tag, depth + 1);
        }
    }
}
