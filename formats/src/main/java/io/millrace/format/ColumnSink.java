package io.millrace.format;

import java.math.BigDecimal;

/**
 * One column that a decoder fills. A row is a position in the column; putting a value at a row
 * replaces what was there, and rows may be put in any order. A column takes only the puts of its
 * own type; the others throw {@link UnsupportedOperationException}.
 *
 * <p>Which put a type takes: BYTE, SHORT, INT, LONG, FLOAT, DOUBLE and BOOLEAN their own; DATE
 * {@link #putInt}; TIMESTAMP, TIMESTAMP_NTZ and DAY_TIME_INTERVAL {@link #putLong}; STRING and
 * BINARY {@link #putBytes}; decimals of up to 18 digits {@link #putLong} with the unscaled value,
 * wider ones {@link #putDecimal}.
 *
 * <p>A struct is put after (or before) its fields, which have the same row in their own columns.
 * The values of an array, and the keys and values of a map, lie one after the other in child
 * columns of their own: take a row for each with {@link #addRow()} on the child, put the values,
 * then put the array with the first row and the count. Child rows that no array refers to do no
 * harm.
 *
 * <p>Not thread-safe: one task fills one set of columns.
 */
public interface ColumnSink {

    void putNull(int row);

    default void putBoolean(int row, boolean value) {
        throw refused();
    }

    default void putByte(int row, byte value) {
        throw refused();
    }

    default void putShort(int row, short value) {
        throw refused();
    }

    default void putInt(int row, int value) {
        throw refused();
    }

    default void putLong(int row, long value) {
        throw refused();
    }

    default void putFloat(int row, float value) {
        throw refused();
    }

    default void putDouble(int row, double value) {
        throw refused();
    }

    /** Copies the bytes; the source may change afterwards. */
    default void putBytes(int row, byte[] source, int offset, int length) {
        throw refused();
    }

    /** Puts a decimal of more than 18 digits, already at the scale of the column. */
    default void putDecimal(int row, BigDecimal value) {
        throw refused();
    }

    /** Makes the struct at this row present; its fields are put in {@link #child} columns. */
    default void putStruct(int row) {
        throw refused();
    }

    /** Puts an array of {@code count} child rows from {@code first} on. */
    default void putArray(int row, int first, int count) {
        throw refused();
    }

    /**
     * Puts a map of {@code count} entries. Keys and values take rows in step, so one {@code first}
     * serves both.
     */
    default void putMap(int row, int first, int count) {
        throw refused();
    }

    /**
     * A child column: of a struct, the field at this position; of an array, 0 for the elements; of
     * a map, 0 for the keys and 1 for the values.
     */
    default ColumnSink child(int position) {
        throw refused();
    }

    /**
     * Takes the next free row of a child column and makes room for it, in the columns below it too
     * where this is a struct.
     */
    default int addRow() {
        throw refused();
    }

    /** Reads back what was put into this column. */
    default ColumnSource source() {
        throw refused();
    }

    private UnsupportedOperationException refused() {
        return new UnsupportedOperationException(
                "the column " + getClass().getSimpleName() + " takes no such value");
    }
}
