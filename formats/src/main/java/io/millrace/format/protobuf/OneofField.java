package io.millrace.format.protobuf;

import java.util.List;

/** Reads a field of a oneof: when it gets a value, the others lose theirs. */
final class OneofField extends FieldReader {

    private final FieldReader field;

    /** The other fields of the oneof that are asked for. */
    private final List<FieldReader> others;

    OneofField(FieldReader field, List<FieldReader> others) {
        this.field = field;
        this.others = others;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        Taken taken = field.take(in, tag, row);
        if (taken == Taken.SET) {
            for (int i = 0; i < others.size(); i++) {
                others.get(i).forget();
            }
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
