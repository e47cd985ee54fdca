package io.millrace.format.predicate;

import io.millrace.format.ColumnSource;

/** A test of one field. */
abstract class FieldTest extends RowTest {

    /** The structs around the field, from the outermost on. */
    private final ColumnSource[] structs;

    final ColumnSource column;

    FieldTest(Field field) {
        structs = field.structs();
        column = field.column();
    }

    /** Where a field is. */
    record Field(ColumnSource[] structs, ColumnSource column) {}

    @Override
    final int truth(int row) {
        for (ColumnSource struct : structs) {
            if (struct.isNull(row)) {
                return ofNull();
            }
        }
        return column.isNull(row) ? ofNull() : truthOf(holds(row));
    }

    @Override
    final int truth(byte[] data, int offset, int length) {
        return truthOf(holds(data, offset, length));
    }

    int ofNull() {
        return UNKNOWN;
    }

    /** Whether it holds of a row where the field is not null. */
    abstract boolean holds(int row);

    /** Whether it holds of a value of type STRING or BINARY. */
    boolean holds(byte[] data, int offset, int length) {
        throw new UnsupportedOperationException("not a test of bytes");
    }
}
