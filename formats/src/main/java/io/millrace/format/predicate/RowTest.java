package io.millrace.format.predicate;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType.StructType;

/**
 * A predicate made ready to test the rows of one set of columns. Not thread-safe.
 *
 * <p>Truths are numbers, so that AND is the least of several and OR the greatest.
 */
public abstract class RowTest {

    static final int FALSE = 0;
    static final int UNKNOWN = 1;
    static final int TRUE = 2;

    RowTest() {}

    /**
     * Makes a test.
     *
     * @param schema the columns that there are, with every field of the predicate among them
     * @param columns one for each field of the schema
     */
    public static RowTest of(RowPredicate predicate, StructType schema, ColumnSink[] columns) {
        return new TestBuilder(schema, columns).test(predicate);
    }

    /** Whether the predicate is true of a row. The columns of its fields must have been put. */
    public final boolean passes(int row) {
        return truth(row) == TRUE;
    }

    /**
     * Whether the predicate, whose only field is a column of type STRING or BINARY, is true of a
     * value that is not in the column yet and not null.
     */
    public final boolean passes(byte[] data, int offset, int length) {
        return truth(data, offset, length) == TRUE;
    }

    abstract int truth(int row);

    abstract int truth(byte[] data, int offset, int length);

    static int truthOf(boolean holds) {
        return holds ? TRUE : FALSE;
    }
}
