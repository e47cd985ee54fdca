package io.millrace.format.predicate;

/** Compares FLOAT and DOUBLE. */
final class RealTest extends FieldTest {

    private final Relation relation;
    private final double literal;

    RealTest(Field field, Relation relation, double literal) {
        super(field);
        this.relation = relation;
        this.literal = literal;
    }

    @Override
    boolean holds(int row) {
        return relation.holds(order(column.real(row), literal));
    }

    /** {@link Double#compare} tells zeros apart by their signs. */
    private static int order(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }
}
