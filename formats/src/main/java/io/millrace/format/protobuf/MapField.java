package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads a map, which is a repeated message of key and value. Entries with equal keys all stay. */
final class MapField extends FieldReader {

    private final ColumnSink column;
    private final ColumnSink keys;
    private final ColumnSink values;
    private final MessageReader entry;

    private int first;
    private int count;

    /**
     * @param entry reads key and value into the two columns below this one
     */
    MapField(ColumnSink column, MessageReader entry) {
        this.column = column;
        this.keys = column.child(0);
        this.values = column.child(1);
        this.entry = entry;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        if (WireInput.wireType(tag) != WireInput.LENGTH_DELIMITED) {
            return Taken.REFUSED;
        }
        int entryRow = keys.addRow();
        values.addRow();
        int outer = in.enter();
        entry.merge(in, 0, entryRow);
        in.leave(outer);
        entry.finish(entryRow);
        first = count == 0 ? entryRow : first;
        count++;
        return Taken.SET;
    }

    @Override
    void finish(int row) {
        column.putMap(row, count == 0 ? 0 : first, count);
        count = 0;
    }

    @Override
    void forget() {
        count = 0;
        entry.forget();
    }
}
