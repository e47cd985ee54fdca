package io.millrace.format;

import java.math.BigDecimal;

/**
 * Reads back what a decoder has put into a column, to test a row before the rest of it is decoded.
 * A column answers only the questions of its own type; the others throw {@link
 * UnsupportedOperationException}.
 */
public interface ColumnSource {

    boolean isNull(int row);

    /** The column of a struct's field; its values count where the struct is not null. */
    default ColumnSource field(int position) {
        throw refused();
    }

    /**
     * The value of BYTE, SHORT, INT, LONG, DATE, TIMESTAMP and TIMESTAMP_NTZ, the unscaled value of
     * a decimal of up to 18 digits, and for BOOLEAN 1 or 0.
     */
    default long whole(int row) {
        throw refused();
    }

    /** The value of FLOAT and DOUBLE. */
    default double real(int row) {
        throw refused();
    }

    /** The value of a decimal of more than 18 digits. */
    default BigDecimal decimal(int row) {
        throw refused();
    }

    /**
     * Compares STRING and BINARY by their bytes, which are unsigned: negative, zero or positive as
     * the row is less than, equal to or greater than these.
     */
    default int compareBytes(int row, byte[] bytes) {
        throw refused();
    }

    /** Whether STRING and BINARY begin with these bytes. */
    default boolean startsWith(int row, byte[] prefix) {
        throw refused();
    }

    private UnsupportedOperationException refused() {
        return new UnsupportedOperationException(
                "the column " + getClass().getSimpleName() + " has no such value");
    }
}
