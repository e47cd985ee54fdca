package io.millrace.format.predicate;

import java.util.Arrays;

/** Compares STRING and BINARY. */
final class BytesTest extends FieldTest {

    private final Relation relation;
    private final byte[] literal;

    BytesTest(Field field, Relation relation, byte[] literal) {
        super(field);
        this.relation = relation;
        this.literal = literal;
    }

    @Override
    boolean holds(int row) {
        return relation.holds(column.compareBytes(row, literal));
    }

    @Override
    boolean holds(byte[] data, int offset, int length) {
        return relation.holds(order(data, offset, length, literal));
    }

    private static int order(byte[] data, int offset, int length, byte[] literal) {
        return Arrays.compareUnsigned(data, offset, offset + length, literal, 0, literal.length);
    }

    /** Looks bytes up in a list. */
    static final class Among extends FieldTest {

        private final byte[][] ascending;

        Among(Field field, byte[][] literals) {
            super(field);
            ascending = literals.clone();
            Arrays.sort(ascending, Arrays::compareUnsigned);
        }

        @Override
        boolean holds(int row) {
            int low = 0;
            int high = ascending.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = column.compareBytes(row, ascending[middle]);
                if (order == 0) {
                    return true;
                } else if (order < 0) {
                    high = middle - 1;
                } else {
                    low = middle + 1;
                }
            }
            return false;
        }

        @Override
        boolean holds(byte[] data, int offset, int length) {
            int low = 0;
            int high = ascending.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = order(data, offset, length, ascending[middle]);
                if (order == 0) {
                    return true;
                } else if (order < 0) {
                    high = middle - 1;
                } else {
                    low = middle + 1;
                }
            }
            return false;
        }
    }

    /** Looks at the first bytes. */
    static final class Beginning extends FieldTest {

        private final byte[] prefix;

        Beginning(Field field, byte[] prefix) {
            super(field);
            this.prefix = prefix;
        }

        @Override
        boolean holds(int row) {
            return column.startsWith(row, prefix);
        }

        @Override
        boolean holds(byte[] data, int offset, int length) {
            return length >= prefix.length
                    && Arrays.equals(
                            data, offset, offset + prefix.length, prefix, 0, prefix.length);
        }
    }
}
