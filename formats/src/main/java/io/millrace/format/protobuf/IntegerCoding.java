package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** How integers stand in messages. */
enum IntegerCoding {
    VARINT,
    /** A varint of which the lowest bit is the sign. */
    ZIGZAG,
    FIXED;

    static IntegerCoding of(FieldDescriptor.Type type) {
        return switch (type) {
            case SINT32, SINT64 -> ZIGZAG;
            case FIXED32, FIXED64, SFIXED32, SFIXED64 -> FIXED;
            default -> VARINT;
        };
    }

    static boolean isUnsigned(FieldDescriptor.Type type) {
        return switch (type) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    int wireTypeOfInt() {
        return this == FIXED ? WireInput.FIXED32 : WireInput.VARINT;
    }

    int wireTypeOfLong() {
        return this == FIXED ? WireInput.FIXED64 : WireInput.VARINT;
    }

    int readInt(WireInput in) {
        if (this == FIXED) {
            return in.fixed32();
        }
        int value = in.varint32();
        return this == ZIGZAG ? value >>> 1 ^ -(value & 1) : value;
    }

    long readLong(WireInput in) {
        if (this == FIXED) {
            return in.fixed64();
        }
        long value = in.varint64();
        return this == ZIGZAG ? value >>> 1 ^ -(value & 1) : value;
    }
}
