package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads a field that has any number of values, one by one or packed. */
final class RepeatedField extends FieldReader {

    private static final int NONE = -1;

    private final ColumnSink column;
    private final ColumnSink elements;
    private final ValueReader element;
    private final boolean packable;

    private int first;
    private int count;

    /** A row that was taken for an element that turned out to be none. */
    private int spare = NONE;

    RepeatedField(ColumnSink column, ValueReader element, boolean packable) {
        this.column = column;
        this.elements = column.child(0);
        this.element = element;
        this.packable = packable;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        int wireType = WireInput.wireType(tag);
        if (wireType == element.wireType()) {
            return add(in) ? Taken.SET : Taken.UNKNOWN_ENUM_VALUE;
        }
        if (!packable || wireType != WireInput.LENGTH_DELIMITED) {
            return Taken.REFUSED;
        }
        int outer = in.enter();
        boolean allKnown = true;
        while (!in.atLimit()) {
            allKnown &= add(in);
        }
        in.leave(outer);
        return allKnown ? Taken.SET : Taken.UNKNOWN_ENUM_VALUE;
    }

    private boolean add(WireInput in) {
        int row = spare == NONE ? elements.addRow() : spare;
        if (element.read(in, row) == ValueReader.Seen.UNKNOWN_ENUM_VALUE) {
            spare = row;
            return false;
        }
        spare = NONE;
        element.finish(row);
        first = count == 0 ? row : first;
        count++;
        return true;
    }

    @Override
    void finish(int row) {
        column.putArray(row, count == 0 ? 0 : first, count);
        forget();
    }

    @Override
    void forget() {
        count = 0;
        spare = NONE;
        element.forget();
    }
}
