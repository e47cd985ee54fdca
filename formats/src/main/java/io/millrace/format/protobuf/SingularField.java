package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads a field that has one value. When it is there more often, the last one counts. */
final class SingularField extends FieldReader {

    /** What a field is that is not there. */
    enum Absent {
        NULL,
        DEFAULT,
        /** The message is malformed. */
        ERROR
    }

    private final String name;
    private final ColumnSink column;
    private final ValueReader value;
    private final Absent absent;

    /** Whether a field that has its default value is as good as not there. */
    private final boolean implicit;

    private boolean present;

    SingularField(
            String name, ColumnSink column, ValueReader value, Absent absent, boolean implicit) {
        this.name = name;
        this.column = column;
        this.value = value;
        this.absent = absent;
        this.implicit = implicit;
    }

    @Override
    Taken take(WireInput in, int tag, int row) {
        if (WireInput.wireType(tag) != value.wireType()) {
            return Taken.REFUSED;
        }
        ValueReader.Seen seen = value.read(in, row);
        if (seen == ValueReader.Seen.UNKNOWN_ENUM_VALUE) {
            return Taken.UNKNOWN_ENUM_VALUE;
        }
        present = !implicit || seen == ValueReader.Seen.VALUE;
        return Taken.SET;
    }

    @Override
    void finish(int row) {
        if (present) {
            present = false;
            value.finish(row);
        } else if (absent == Absent.NULL) {
            column.putNull(row);
        } else if (absent == Absent.DEFAULT) {
            value.putDefault(row);
        } else {
            throw MalformedMessage.lacks(name);
        }
    }

    @Override
    void forget() {
        present = false;
        value.forget();
    }
}
