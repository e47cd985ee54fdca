package io.millrace.format.predicate;

import java.util.Arrays;

/** Compares what is a whole number in its column. */
final class WholeTest extends FieldTest {

    private final Relation relation;
    private final long literal;

    WholeTest(Field field, Relation relation, long literal) {
        super(field);
        this.relation = relation;
        this.literal = literal;
    }

    @Override
    boolean holds(int row) {
        return relation.holds(Long.compare(column.whole(row), literal));
    }

    /** Looks a whole number up in a list. */
    static final class Among extends FieldTest {

        private final long[] ascending;

        Among(Field field, long[] literals) {
            super(field);
            ascending = literals.clone();
            Arrays.sort(ascending);
        }

        @Override
        boolean holds(int row) {
            return Arrays.binarySearch(ascending, column.whole(row)) >= 0;
        }
    }
}
