package io.millrace.format.protobuf;

/**
 * Reads a field of the outermost message. Spark refuses records in which such a field has another
 * type than the schema says, and passes over it in messages further inside.
 */
final class StrictField extends FieldReader {

    private final String name;
    private final FieldReader field;

    StrictField(String name, FieldReader field) {
        this.name = name;
        this.field = field;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        Taken taken = field.take(in, tag, row);
        if (taken == Taken.REFUSED && WireInput.wireType(tag) != WireInput.END_GROUP) {
            throw MalformedMessage.otherType(name);
        }
        if (taken == Taken.UNKNOWN_ENUM_VALUE) {
            throw MalformedMessage.unknownEnumValue(name);
        }
        return taken;
    }

    @Override
    void finish(int row) {
        field.finish(row);
    }

    @Override
    void forget() {
        field.forget();
    }
}
