package io.millrace.format.protobuf;

/** Passes over a field that nobody asks for, and only looks whether it has a value. */
final class SkippedField extends FieldReader {

    private final int wireType;

    /** The values of the enum; null if the field has another type. */
    private final EnumNames names;

    private final int depth;

    SkippedField(int wireType, EnumNames names, int depth) {
        this.wireType = wireType;
        this.names = names;
        this.depth = depth;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        if (WireInput.wireType(tag) != wireType) {
            return Taken.REFUSED;
        }
        if (names != null) {
            return names.has(in.varint32()) ? Taken.SET : Taken.UNKNOWN_ENUM_VALUE;
        }
        in.skip(tag, depth);
        return Taken.SET;
    }

    @Override
    void finish(int row) {}

    @Override
    void forget() {}
}
