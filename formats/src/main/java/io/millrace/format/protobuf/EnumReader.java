package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads values of an enum as their names or as their numbers. */
final class EnumReader extends ValueReader {

    /** What of an enum's value is put. */
    enum Shown {
        NAME,
        NUMBER
    }

    private final ColumnSink column;
    private final EnumNames names;
    private final Shown shown;
    private final int byDefault;

    EnumReader(ColumnSink column, EnumNames names, Shown shown, int byDefault) {
        super(WireInput.VARINT);
        this.column = column;
        this.names = names;
        this.shown = shown;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        int number = in.varint32();
        if (!names.has(number)) {
            return Seen.UNKNOWN_ENUM_VALUE;
        }
        put(row, number);
        return number == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    private void put(int row, int number) {
        if (shown == Shown.NUMBER) {
            column.putInt(row, number);
        } else {
            byte[] name = names.name(number);
            column.putBytes(row, name, 0, name.length);
        }
    }

    @Override
    void putDefault(int row) {
        put(row, byDefault);
    }
}
