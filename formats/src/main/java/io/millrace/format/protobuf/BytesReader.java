package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;
import java.util.Arrays;

/** Reads bytes as they are. */
class BytesReader extends ValueReader {

    final ColumnSink column;
    private final byte[] byDefault;

    BytesReader(ColumnSink column, byte[] byDefault) {
        super(WireInput.LENGTH_DELIMITED);
        this.column = column;
        this.byDefault = byDefault;
    }

    @Override
    final Seen read(WireInput in, int row) {
        int length = in.length();
        int from = in.advance(length);
        put(row, in.data(), from, length);
        boolean isDefault =
                length == byDefault.length
                        && Arrays.equals(
                                in.data(), from, from + length, byDefault, 0, byDefault.length);
        return isDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    void put(int row, byte[] data, int from, int length) {
        column.putBytes(row, data, from, length);
    }

    @Override
    final void putDefault(int row) {
        column.putBytes(row, byDefault, 0, byDefault.length);
    }
}
